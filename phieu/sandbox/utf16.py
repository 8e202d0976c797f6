"""The unit in which both platforms count text."""


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text takes: the unit of the platforms' offsets and limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
