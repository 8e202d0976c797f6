"""Templates: kept from a draft with all that is in it, begun from, renamed, replaced, deleted."""

from phieu.words import AnnouncementState
from tests.composing.conftest import SECOND_ADMIN, ComposingChat, ComposingOffice, picture

DRAFT, TEMPLATE = AnnouncementState.DRAFT, AnnouncementState.TEMPLATE


async def with_template(office: ComposingOffice, name: str = "Họp tháng") -> ComposingChat:
    chat = await office.ready()
    await chat.send_picture(picture())
    await chat.tap("✅ Ask for confirmation: no", "🗂 As a template")
    await chat.type(name)
    assert "Kept as a template. You find it under Announcements." in chat.text
    return chat


async def test_a_template_carries_everything(office: ComposingOffice) -> None:
    await with_template(office)
    chat = office.chat(SECOND_ADMIN)
    await chat.command("announcements")
    await chat.tap("🗂 Templates (1)", "Họp tháng")
    assert "🖼 With a picture" in chat.text
    assert "For: the whole office" in chat.text
    await chat.tap("✍️ Begin an announcement from it")
    assert "What you change here does not change the template." in chat.text
    draft, template, begun = await office.announcements()
    assert [one.state for one in (draft, template, begun)] == [DRAFT, TEMPLATE, DRAFT]
    assert (begun.text, begun.audience, begun.acknowledge) == (draft.text, "everyone", True)
    assert begun.author_id == SECOND_ADMIN
    assert {file.content for file in await office.files()} == {picture()}
    assert len(await office.files()) == 3
    await chat.type("thêm")
    assert (await office.announcements())[1].text == draft.text
    await chat.command("announcements")
    await chat.tap("➕ A new announcement", "🗂 Begin from a template")
    assert chat.labels == ["Họp tháng", "↩️ All announcements"]


async def test_a_template_of_the_same_name_is_replaced(office: ComposingOffice) -> None:
    chat = await with_template(office)
    await chat.tap("✍️ Text", "🔄 Write it anew")
    await chat.write("Nội dung mới")
    await chat.tap("📎 Picture, document", "🗑 Take the picture out", "🗂 As a template")
    await chat.type("  HỌP   tháng ")
    assert "in place of the one that was called so" in chat.text
    _, template = await office.announcements()
    assert (template.name, template.text) == ("HỌP tháng", "Nội dung mới")
    assert await office.files() == []
    await chat.tap("🗂 As a template", "“Nội dung mới”")
    assert [one.name for one in await office.announcements()] == ["", "HỌP tháng", "Nội dung mới"]


async def test_names(office: ComposingOffice) -> None:
    chat = await with_template(office)
    await chat.tap("🗂 As a template")
    await chat.type("x" * 61)
    assert "A name has 1 to 60 characters." in chat.text
    await chat.type("Khác")
    await chat.command("announcements")
    await chat.tap("🗂 Templates (2)", "Khác", "✏️ Rename")
    await chat.type("Họp Tháng")
    assert "Another template is called so already." in chat.text
    await chat.type("x" * 61)
    assert "A name has 1 to 60 characters." in chat.text
    await chat.type("Thông báo nghỉ lễ")
    assert "Template Thông báo nghỉ lễ" in chat.text
    assert [one.name for one in await office.announcements()] == ["", "Họp tháng", "Thông báo nghỉ lễ"]


async def test_a_template_is_deleted_once_and_is_never_sent(office: ComposingOffice) -> None:
    chat = await with_template(office)
    for forged in ("announcement-preview.2", "announcement-confirm.2", "announcement-send.2.0", "audience-clear.2"):
        await chat.act(forged)
        assert "Template Họp tháng" in chat.text
    await chat.type("forged", "announcement-add.2")
    await chat.act("announcement-deleted.2")
    assert await office.states() == [DRAFT, TEMPLATE]
    await chat.act("template-deleted.1")
    await chat.act("template-delete.2")
    await chat.tap("🗑 Yes, delete it")
    assert chat.screen.toast == "The template has been deleted."
    assert await office.states() == [DRAFT]
    await chat.act("template-begin.2")
    assert chat.screen.toast == "That template has been deleted."
    assert len(await office.files()) == 1


async def test_nothing_makes_no_template(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.tap("🗂 As a template")
    assert "There is nothing in this draft yet" in chat.text
    assert await office.states() == [DRAFT]
