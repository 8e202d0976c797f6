"""Texts that are longer than their place allows."""

from collections import Counter
from collections.abc import Sequence


def shorten(text: str, longest: int) -> str:
    """At most so many characters, with an ellipsis: cut between words, unless that would cost half of them."""
    if len(text) <= longest:
        return text
    whole_words = text[:longest].rpartition(" ")[0]
    kept = whole_words if len(whole_words) >= longest // 2 else text
    return kept[: longest - 1].rstrip(" ,;:.–-") + "…"


def shorten_apart(texts: Sequence[str], longest: int) -> list[str]:
    """Each as above; those that would then look alike lose their middle instead, as they differ at their end."""
    shortened = [shorten(text, longest) for text in texts]
    seen = Counter(shortened)
    return [
        short if seen[short] == 1 else _without_middle(text, longest)
        for text, short in zip(texts, shortened, strict=True)
    ]


def _without_middle(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    end = text[-(longest // 2) :]
    whole_words = end.partition(" ")[2]
    end = whole_words if len(whole_words) >= longest // 4 else end.lstrip()
    return f"{shorten(text, longest - len(end) - 1)} {end}"
