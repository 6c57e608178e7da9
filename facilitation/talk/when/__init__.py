"""When: dates, times, zones, lengths and working hours, as people type them and as pure functions."""
