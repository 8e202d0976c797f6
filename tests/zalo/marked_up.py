"""Screens of any kind, for properties of how they are drawn."""

from hypothesis import strategies as st
from markupsafe import Markup, escape

from phieu.bot.screen import Attachment, Choice, NewChoices, Screen

AWKWARD = "aệe\u0301 \n<>&*_{}[]`\"'1.0?+😀👩🏽\u200d💼🇻🇳đ\u00a0"
WORDS = st.text(st.sampled_from(AWKWARD), max_size=40)
ADDRESSES = st.sampled_from(["https://co-quan.vn/?a=1&b=2", 'https://x.vn/"q"', ""])
TAGS = st.sampled_from(["b", "strong", "i", "em", "u", "s", "del", "code", "pre", "blockquote", "tg-spoiler"])


def tagged(tag: str, inner: Markup) -> Markup:
    return Markup(f"<{tag}>{{}}</{tag}>").format(inner)


def linked(address: str, inner: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, inner)


MARKED_UP = st.recursive(
    WORDS.map(escape),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(Markup("").join),
        st.builds(tagged, TAGS, inner),
        st.builds(linked, ADDRESSES, inner),
    ),
    max_leaves=10,
)
"""As screens hold it: tags closed, everything else escaped."""
LONG = st.builds(lambda text, times: text * times, MARKED_UP, st.sampled_from([1, 1, 3, 20]))
SIGNS = st.sampled_from(["", "", "", "↩️ ", "‹ ", "☰ ", "🏠 "])
LABELS = st.builds(lambda sign, text, times: sign + text * times, SIGNS, WORDS, st.integers(1, 8))


@st.composite
def screens(draw: st.DrawFn) -> Screen | NewChoices:
    """Their choices each have an action of their own."""
    labels = draw(st.lists(LABELS, max_size=30))
    answers = draw(st.integers(0, len(labels)))
    choices = [Choice(label, f"act.{n}", n < answers) for n, label in enumerate(labels)]
    rows = tuple((choice,) for choice in choices)
    if draw(st.integers(0, 9)) == 0:
        return NewChoices(rows, draw(WORDS))
    return Screen(
        draw(LONG),
        rows,
        expects=draw(st.sampled_from(["", "typed"])),
        attachments=tuple(draw(st.lists(ATTACHMENTS, max_size=3))),
        keeps=draw(st.booleans()),
        refreshes=draw(st.sampled_from(["", "again"])),
        shuffled_by=draw(st.sampled_from([b"", b"a secret", b"another"])),
        language=draw(st.sampled_from(["", "vi", "en"])),
    )


ATTACHMENTS = st.builds(
    lambda name, picture, words: Attachment(name, b"x", picture=picture, in_words=words),
    WORDS,
    st.booleans(),
    MARKED_UP,
)
