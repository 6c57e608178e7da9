"""Programs: standing peer-learning activities, and when their rounds open."""
