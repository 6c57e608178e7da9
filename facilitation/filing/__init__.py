"""Formats and whole programs as files: taken in after a look at what they would do, and given out again."""
