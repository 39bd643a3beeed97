"""PDF → title, text in reading order with page numbers; the door is report.py."""
