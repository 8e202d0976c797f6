"""Updates in every form that has been recorded or reported, and anything else that anybody may send."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phieu.bot.zalo_api.updates import Kind, ZaloUpdate, read_updates

ME, LAN, GROUP = "1234567890123456789", "0f1e2d3c4b5a69788796", "99998888777766665555"
MESSAGE: dict[str, Any] = {
    "message_id": "a1b2c3d4e5f60718293a",
    "date": 1780000000123,
    "from": {"id": LAN, "display_name": "Lan", "is_bot": False},
    "chat": {"id": LAN, "chat_type": "PRIVATE"},
    "text": "chào",
    "message_type": "CHAT_MESSAGE",
}
READ = ZaloUpdate(
    "a1b2c3d4e5f60718293a", LAN, group=False, sender_id=LAN, date_ms=1780000000123, kind=Kind.TEXT, text="chào"
)


def event(name: str | None = "message.text.received", /, **changes: Any) -> dict[str, Any]:
    """An event; what is changed to None is left out."""
    message = {field: value for field, value in (MESSAGE | changes).items() if value is not None}
    return {"message": message} | ({} if name is None else {"event_name": name})


def read(body: object) -> ZaloUpdate:
    (update,) = read_updates(body, ME)
    return update


@pytest.mark.parametrize(
    "body",
    [
        event(),
        {"ok": True, "result": event()},
        {"ok": True, "result": [event()]},
        [event()],
        event(None),
        event(**{"from": {"id": LAN, "first_name": "Lan"}}),
        event(chat={"id": LAN}),
        event(date="1780000000123"),
    ],
    ids=["flat", "enveloped", "list inside", "list", "nameless", "older name", "without a type", "date as text"],
)
def test_every_form_of_a_text(body: object) -> None:
    assert read(body) == READ


def test_several_come_in_their_order() -> None:
    body = {"ok": True, "result": [event(message_id="1"), event(message_id="2")]}
    assert [update.message_id for update in read_updates(body, ME)] == ["1", "2"]


def test_every_kind() -> None:
    image = read(event("message.image.received", text=None, photo="https://cdn/1", caption="Đây"))
    assert (image.kind, image.picture_url, image.caption, image.text) == (Kind.IMAGE, "https://cdn/1", "Đây", "")
    assert read(event("message.image.received", text=None, photo_url="https://cdn/2")).picture_url == "https://cdn/2"
    for name, kind in {
        "message.sticker.received": Kind.STICKER,
        "message.voice.received": Kind.VOICE,
        "message.unsupported.received": Kind.UNSUPPORTED,
        "message.link.received": Kind.OTHER,
        "message.text.received.twice": Kind.OTHER,
        "": Kind.OTHER,
    }.items():
        assert read(event(name, text=None)).kind is kind


def test_groups_are_told_from_private_chats() -> None:
    assert read(event(chat={"id": GROUP, "chat_type": "GROUP"})).group
    assert read(event(chat={"id": GROUP})).group
    assert read(event(chat={"id": LAN, "chat_type": "CHANNEL"})).group
    assert not read(event(chat={"id": LAN, "chat_type": "private"})).group


def test_bots_and_we_ourselves_are_no_people() -> None:
    assert read_updates(event(**{"from": {"id": LAN, "is_bot": True}}), ME) == ()
    assert read_updates(event(**{"from": {"id": ME}}), ME) == ()
    assert read_updates(event(**{"from": {"id": int(ME)}}), ME) == ()


@pytest.mark.parametrize("field", ["message_id", "from", "chat"])
@pytest.mark.parametrize("value", [None, "", [], {}, True, 1.5, "x" * 201, "\0", "\ud800"])
def test_without_its_ids_it_is_no_message(field: str, value: object) -> None:
    assert read_updates(event(**{field: value if field == "message_id" else {"id": value}}), ME) == ()


@pytest.mark.parametrize("date", [None, True, -1, 0, 10**400, "later", 1.5, "9" * 40, {}])
def test_a_date_that_is_none(date: object) -> None:
    assert read(event(date=date)).date_ms is None


def test_halves_of_characters_and_zeros_do_not_come_through() -> None:
    assert read(event(text="a\0b\ud800c\ud83d\ude00")).text == "ab\ufffdc😀"


def test_it_does_not_print_what_somebody_wrote() -> None:
    assert repr(read(event())) == "ZaloUpdate(text)"


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
FIELDS = st.sampled_from(
    [*MESSAGE, "message", "result", "event_name", "id", "is_bot", "chat_type", "photo", "photo_url", "caption", "ok"]
)
JSON = st.recursive(
    SCALARS | st.text(st.characters()),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(FIELDS | st.text(), part, max_size=6),
    max_leaves=30,
)


@given(JSON)
@settings(max_examples=300)
def test_nothing_that_comes_raises(body: object) -> None:
    for update in read_updates(body, ME):
        assert update.sender_id != ME


@given(st.sampled_from([*MESSAGE, "event_name"]), JSON, JSON)
def test_no_field_of_a_message_raises(field: str, value: object, name: object) -> None:
    body = event(**{field: value})
    body["event_name"] = name
    for update in read_updates(body, ME):
        (update.text + update.caption + update.picture_url + update.message_id + update.chat_id).encode()
        assert update.message_id
        assert update.chat_id
