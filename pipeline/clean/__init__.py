"""The clean stage: a page's bytes → title, dates and the typed blocks of its main text."""
