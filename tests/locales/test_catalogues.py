"""Nobody reads a text that was forgotten, or one whose gaps and markup went wrong in translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from markupsafe import Markup

from phieu.locales.collect import KEYWORDS, PROGRAM, read_catalogue, refuse_broken, template_catalogue
from phieu.locales.translator import translator

TAG = re.compile(r"</?[a-z]+[^>]*>")


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    return read_catalogue("vi")


def texts(message: Message) -> tuple[Any, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def translations(message: Message) -> tuple[Any, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_is_translated_and_none_is_left_over(vietnamese: Catalog) -> None:
    wanted = {message.id for message in template_catalogue() if message.id}
    there = {message.id for message in vietnamese if message.id and all(translations(message))}
    assert wanted - there == set()
    assert {message.id for message in vietnamese if message.id} - wanted == set()


def test_every_text_in_the_code_is_collected() -> None:
    """Babel loses the second form where a bare `t` is handed on among the arguments: name it before the call."""
    collected = {message.id for message in template_catalogue()}
    assert [(place, text) for place, text in texts_in_the_code() if text not in collected] == []


def texts_in_the_code() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Where each text stands, and its forms, as Python itself reads the program."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(call, ast.Call) and (name := called(call)) in KEYWORDS:
                wanted = len(KEYWORDS[name] or (1,))
                forms = [one.value for one in call.args[:wanted] if isinstance(one, ast.Constant)]
                if len(forms) == wanted:
                    yield f"{path.name}:{call.lineno}", tuple(map(str, forms)) if wanted > 1 else str(forms[0])


def called(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_translations_keep_the_gaps_and_the_markup(vietnamese: Catalog) -> None:
    for message in vietnamese:
        if message.id:
            for translation in translations(message):
                may_leave_out = {"count"} if isinstance(message.id, tuple) else set()
                original = texts(message)[-1]
                assert gaps(original) - may_leave_out <= gaps(translation) <= gaps(original), message.id
                assert sorted(TAG.findall(translation)) == sorted(TAG.findall(original)), message.id


def test_nothing_waits_to_be_checked_by_a_translator(vietnamese: Catalog) -> None:
    assert [message.id for message in vietnamese if message.fuzzy and message.id] == []


def test_names_cannot_inject_markup() -> None:
    t = translator("vi")
    text = t.html("Dear <b>{name}</b>", name="<b>Văn</b> & _Bình_")
    assert isinstance(text, Markup)
    assert "&lt;b&gt;Văn&lt;/b&gt; &amp; _Bình_" in text


def test_counts_dates_and_numbers_are_of_the_language() -> None:
    from datetime import UTC, datetime

    instant = datetime(2026, 6, 15, 16, 59, tzinfo=UTC)
    vi, en = translator("vi"), translator("en")
    assert (vi.date(instant), en.date(instant)) == ("15 tháng 6 năm 2026", "15 June 2026")
    assert (vi.moment(instant), en.moment(instant)) == ("23:59 ngày 15 tháng 6 năm 2026", "23:59, 15 June 2026")
    assert (vi.number(1234.5, 1), en.number(1234.5, 1)) == ("1.234,5", "1,234.5")
    assert en.plural("{count} ballot", "{count} ballots", 1) == "1 ballot"
    assert en.plural("{count} ballot", "{count} ballots", 3) == "3 ballots"


def test_texts_are_not_collected_from_a_half_edited_program(tmp_path: Path) -> None:
    (tmp_path / "whole.py").write_text("t = 1\n")
    refuse_broken(tmp_path)
    (tmp_path / "half.py").write_text("t(\n")
    with pytest.raises(SyntaxError):
        refuse_broken(tmp_path)
