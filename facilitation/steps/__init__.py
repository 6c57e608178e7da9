"""What is due: one table of steps, and one way to run them; slices say what their steps do."""
