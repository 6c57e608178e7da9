"""What is kept of people, and what they can ask of it: to read it, to have it, to be forgotten."""
