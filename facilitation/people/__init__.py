"""People: members, who they are, and when they may be reached."""
