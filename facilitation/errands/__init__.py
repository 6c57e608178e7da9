"""Slow work: written in a transaction, carried outside of any, its answer handled in another."""
