"""What admins and facilitators do to programs: create, set, preview, undo, history."""
