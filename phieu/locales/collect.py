"""`make messages`: collects the texts of the program into the catalogues.

What is new stands in them untranslated, what is no longer in the code is dropped; a test refuses gaps. English is
what stands in the code, so its catalogue only holds the plural rule.
"""

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from phieu.locales.translator import CATALOGUES, catalogue_file
from phieu.settings import LOCALES

PROGRAM = CATALOGUES.parent
KEYWORDS = {"t": None, "_t": None, "html": None, "mark": None, "plural": (1, 2), "plural_html": (1, 2)}
WIDTH = 110
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The catalogues carry no date of their own: the history knows it."""


def collect() -> None:
    """Bring all catalogues up to date with the code."""
    template = template_catalogue()
    for locale in LOCALES:
        path = catalogue_file(locale)
        catalogue = read_catalogue(locale)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(catalogue))


def template_catalogue() -> Catalog:
    """All texts of the program, with the files they stand in. Raises SyntaxError while a file is half edited."""
    refuse_broken(PROGRAM)
    template = Catalog()
    for place, message in _extracted():
        template.add(message, locations=[(place, 0)])
    return template


def read_catalogue(locale: str) -> Catalog:
    """A catalogue as it stands; an empty one if there is none."""
    path = catalogue_file(locale)
    with path.open("rb") if path.exists() else io.BytesIO() as source:
        return read_po(source, locale=locale)


def refuse_broken(program: Path) -> None:
    """Raise SyntaxError for the first file that is no Python just now: its texts would be taken for dropped ones."""
    for path in sorted(program.rglob("*.py")):
        ast.parse(path.read_bytes(), filename=str(path))


def _extracted() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    found = extract_from_dir(PROGRAM, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    for name, _, message, _, _ in sorted(found, key=lambda one: (one[0], one[1])):
        yield (Path(PROGRAM.name) / name).as_posix(), message


def _written(catalogue: Catalog) -> bytes:
    catalogue.project, catalogue.version, catalogue.copyright_holder = "phieu", "", ""
    catalogue.fuzzy, catalogue.msgid_bugs_address = False, ""
    catalogue.header_comment = f"# Texts of Phiếu: {catalogue.locale}"
    catalogue.creation_date = catalogue.revision_date = ANY_DAY
    catalogue.last_translator = catalogue.language_team = "Phiếu"
    target = io.BytesIO()
    write_po(target, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False)
    return target.getvalue()


if __name__ == "__main__":
    collect()
