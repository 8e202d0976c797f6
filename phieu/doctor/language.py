"""Whether the program can speak: its catalogues, and whether the terminal shows Vietnamese."""

import sys

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import catalogue_file, mark, translator
from phieu.settings import LOCALES

SAMPLE = "Phiếu đánh giá ✓"


async def check_language(patient: Patient) -> list[Finding]:
    """The catalogues of all languages, and this terminal."""
    name, settings = "language", patient.settings
    found: list[Finding] = []
    for locale in LOCALES:
        try:
            translator(locale, settings.tz_name)
        except (OSError, ValueError):
            text = mark("The texts of the language {locale} cannot be read at {path}. Please install the program anew.")
            found.append(bad(name, text, locale=locale, path=catalogue_file(locale)))
    try:
        SAMPLE.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        text = mark("This terminal cannot show Vietnamese ({encoding}). Set LANG=C.UTF-8 or PYTHONUTF8=1.")
        found.append(warning(name, text, encoding=sys.stdout.encoding))
    texts = mark("All texts are there. The language for new people is {locale} (DEFAULT_LOCALE).")
    return found or [good(name, texts, locale=settings.default_locale)]
