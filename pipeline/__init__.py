"""kunskapsbank: what Swedish municipalities and Brå publish about crime prevention, searchable in plain Swedish."""
