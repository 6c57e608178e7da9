"""Reports: what a program was good for, by tier, and what may be said of how many people."""
