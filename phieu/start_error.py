"""Why the program cannot start."""


class StartError(Exception):
    """The program cannot start. Its text is one line, in the operator's language, that says what to do."""
