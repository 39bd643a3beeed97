"""Swedish text analysis shared by tag, index and search: words, stems, compound parts, sentences."""
