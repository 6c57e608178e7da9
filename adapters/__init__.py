"""The platforms where people talk; each translates, and none knows another."""
