"""Why the program cannot start."""


class StartError(Exception):
    """The program cannot start. Its text is one line, in the operator's language, that says what to do."""


class NotReachedError(StartError):
    """A platform could not be reached just now, or does not answer as it should, which may pass."""
