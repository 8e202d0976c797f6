"""Texts that are longer than their place allows."""


def shorten(text: str, longest: int) -> str:
    """At most so many characters, with an ellipsis: cut between words, unless that would cost half of them."""
    if len(text) <= longest:
        return text
    whole_words = text[:longest].rpartition(" ")[0]
    kept = whole_words if len(whole_words) >= longest // 2 else text
    return kept[: longest - 1].rstrip(" ,;:.–-") + "…"
