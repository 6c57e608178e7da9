"""How the schema came to be: Alembic's environment and one file for each revision."""
