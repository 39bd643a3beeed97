"""Pages that are one page: copies, near copies and other addresses of the same text. Only the write path asks."""
