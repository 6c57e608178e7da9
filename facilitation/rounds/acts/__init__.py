"""What the steps of a round do."""
