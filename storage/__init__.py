"""Records in SQLite or PostgreSQL: the store that the core's units of work come from."""
