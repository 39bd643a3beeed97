"""Web pages and REST API over a knowledge base: adapters only (parse → call → render)."""
