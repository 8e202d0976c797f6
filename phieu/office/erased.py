"""What somebody is called whose personal data have been deleted: the row is there still, without a name."""

from phieu.locales.translator import Translator


def named(name: str, t: Translator) -> str:
    """The name, or the word that it has been deleted."""
    return name or t("(data deleted)")
