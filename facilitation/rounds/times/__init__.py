"""Times for circles: proposed to all of one, agreed when they suit all, reminded of, moved and called off."""
