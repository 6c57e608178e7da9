"""A meeting of two to eight people, whether a round or a booking brought it about, and what came of it."""
