"""HTML → title, main text and what the page says about itself; the door is page.py."""
