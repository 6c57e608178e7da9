"""What people read about bookings."""
