"""What is told to a company's record store (xAPI) about what people did that others saw."""
