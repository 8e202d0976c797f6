"""What the calendar asks of the office."""
