"""How what was found is cited: a record per citation, and the forms that reference managers and people read."""
