"""The words around a number: what people write for it, before it, after it; accents may be left out (`zalo_words`)."""

NUMBER_WORDS = (
    ("một", "one"),
    ("hai", "two"),
    ("ba", "three"),
    ("bốn", "four"),
    ("năm", "five"),
    ("sáu", "six"),
    ("bảy", "bẩy", "seven"),
    ("tám", "eight"),
    ("chín", "nine"),
    ("mười", "ten"),
)
INTRODUCTIONS = (
    "số",
    "câu",
    "chọn",
    "chọn số",
    "chọn câu",
    "mục",
    "đáp án",
    "phương án",
    "lựa chọn",
    "tôi chọn",
    "em chọn",
    "mình chọn",
    "anh chọn",
    "chị chọn",
    "câu số",
    "mục số",
    "no",
    "number",
    "option",
    "choose",
    "answer",
)
"""What may stand before a number."""
COURTEOUS_BEFORE, COURTEOUS_AFTER = ("dạ", "vâng", "thưa"), ("ạ", "nhé", "nha")
"""What means nothing but that one is polite."""
