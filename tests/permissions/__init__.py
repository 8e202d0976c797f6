"""Who may see and do what: everything that the program offers, tried by those for whom it is not."""
