"""Taking part in programs: join, leave, skip, pause, and what is next."""
