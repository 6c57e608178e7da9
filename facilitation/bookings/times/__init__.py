"""When a booking could be: what is wished for, what is free, and how it stands in calendars."""
