"""Forms: criteria sets as a round froze them, and the scales their questions are answered on."""

from dataclasses import dataclass
from typing import Any

from phieu.locales.translator import Translator


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a scale; values run from 1, the least, without gaps."""

    value: int
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A criterion with its answers, least first. The code says across forms and rounds that it is the same."""

    code: str
    text_vi: str
    text_en: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What one rater answers about one ratee."""

    code: str
    version: int
    name_vi: str
    name_en: str
    questions: tuple[FormQuestion, ...]

    def to_content(self) -> dict[str, Any]:
        """The form as `RoundForm.content` keeps it."""
        return {
            "name": [self.name_vi, self.name_en],
            "questions": [
                {
                    "code": question.code,
                    "text": [question.text_vi, question.text_en],
                    "options": [[option.label_vi, option.label_en] for option in question.options],
                }
                for question in self.questions
            ],
        }

    @classmethod
    def from_content(cls, code: str, version: int, content: dict[str, Any]) -> "Form":
        """Read back what `to_content` wrote."""
        name_vi, name_en = content["name"]
        return cls(code, version, name_vi, name_en, tuple(map(_question, content["questions"])))


def question_text(question: FormQuestion, t: Translator) -> str:
    """The question in the reader's language."""
    return t.either(question.text_vi, question.text_en)


def option_label(option: Option, t: Translator) -> str:
    """The option in the reader's language."""
    return t.either(option.label_vi, option.label_en)


def _question(content: dict[str, Any]) -> FormQuestion:
    text_vi, text_en = content["text"]
    options = tuple(Option(value, vi, en) for value, (vi, en) in enumerate(content["options"], start=1))
    return FormQuestion(content["code"], text_vi, text_en, options)
