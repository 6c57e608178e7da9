"""Clinics: a problem, five stages in a thread, and what its owner does about it."""
