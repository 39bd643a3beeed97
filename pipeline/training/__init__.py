"""The scripts that made the bundled weights; never imported by the product."""
