"""The crawl stage: pages as they came, from files other tools fetched, kept in a WARC archive."""
