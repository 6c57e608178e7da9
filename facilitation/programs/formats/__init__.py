"""What kinds of program there are: each is a file that says which settings it has and what happens when in a round."""
