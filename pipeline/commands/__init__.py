"""The commands of `kb`: parse, call, print."""
