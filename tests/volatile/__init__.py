"""What may be forgotten: kept in this process, or in Redis."""
