"""One turn of a program's cadence, from its notice to its close."""
