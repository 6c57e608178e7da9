"""What people want to learn and too few can give, and what can be done about it."""
