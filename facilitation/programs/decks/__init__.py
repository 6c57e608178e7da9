"""Decks: questions to talk about, each deck a file."""
