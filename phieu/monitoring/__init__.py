"""What monitoring may see of the running program: whether it is well, and some figures; never a ballot."""
