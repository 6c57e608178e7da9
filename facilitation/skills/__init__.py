"""What members can share and would like to gain: the workspace's skills, and how well they are known."""
