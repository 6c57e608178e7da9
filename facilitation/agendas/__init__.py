"""What people bring to a program and wish to hear about: signing up, votes, and the agenda of each round."""
