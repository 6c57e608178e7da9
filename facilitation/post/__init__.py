"""Telling people: what is owed to them, and what happened."""
