"""The facilitation core: who meets whom, when, and what is asked; it knows no platform, database or scheduler."""
