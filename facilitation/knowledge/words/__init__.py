"""Words as they are compared: stems, letter trigrams, words that mean the same, and words that mean the opposite."""
