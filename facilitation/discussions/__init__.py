"""Discussions: a question that a facilitator puts to a channel, its thread, and what came of it."""
