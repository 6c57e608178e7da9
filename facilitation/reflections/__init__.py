"""What somebody takes from a session: how useful it was, what they will use, and what they commit themselves to."""
