"""What the operator's monitoring may see of the running program: whether it is well, and some figures. Never a ballot."""
