"""What members would like to be able to do by a program, in their own words, and how far they came."""
