"""The tag stage: who, where and what about, each with its place in the text."""

# The user's own data files, beside the bundled ones; one name a component.
OWN_FILES = MUNICIPALITIES, ORGANISATIONS, INITIATIVES, TAXONOMY = (
    "municipalities.csv",
    "organisations.tsv",
    "initiatives.toml",
    "taxonomy.toml",
)
