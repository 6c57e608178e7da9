"""Who is put together in a round: forming circles, placing people anew, leaving, and why."""
