"""In plain words: what is kept of somebody, how much, since when and until when; and what is not."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from phieu.bot.flows.answering.parts import lines
from phieu.locales.translator import Translator
from phieu.office.retention.kept import Acts, InRound, Kept, OnStaff, Records, Told
from phieu.office.retention.periods import DRAFT_DAYS, SETTLED_DAYS
from phieu.office.ways_in import app_name
from phieu.storage.tables import Person


def kept_parts(kept: Kept, t: Translator) -> list[Markup]:
    """A paragraph for each kind of thing of which there is any."""
    parts = [
        _staff(kept.staff, t),
        _chats(kept.staff.person, kept.told, t),
        _notices(kept, t),
        _announcements(kept.told, t),
        _training(kept.records, t),
        _rotations(kept.records, t),
        _results([one for one in kept.rounds if one.figures or one.comments], t),
        _asked([one for one in kept.rounds if one.rates], t),
        _acts(kept.acts, t),
    ]
    return [*(part for part in parts if part), _until(kept, t)]


def not_kept(t: Translator) -> Markup:
    """Why ballots are not among it, and what else is not."""
    return lines(
        t.html("🔒 <b>What is not among it</b>"),
        t.html(
            "• Your ballots. They are kept without your name, so nobody can pick yours out, not even to show them to "
            "you here. As long as a round is open you see and change them under “My ballots”; after it they are "
            "destroyed."
        ),
        t.html(
            "• At what time you answered, confirmed or wrote something: of that I keep the day at most. And who was "
            "reminded of ballots is kept nowhere."
        ),
        t.html(
            "• What must not go by chat is not shown here. The office's organisation department shows it to you, and "
            "puts right what is wrong."
        ),
    )


def _staff(staff: OnStaff, t: Translator) -> Markup:
    posts = t.plural("{count} post", "{count} posts", len(staff.posts))
    groups = t.plural("{count} group", "{count} groups", len(staff.groups))
    if staff.person.contact:
        said = t.html("Your name, staff number, language and contact; {posts}; {groups}.", posts=posts, groups=groups)
    else:
        said = t.html("Your name, staff number and language; {posts}; {groups}.", posts=posts, groups=groups)
    return lines(t.html("👤 <b>From the staff list</b>"), said)


def _chats(person: Person, told: Told, t: Translator) -> Markup:
    chats = [
        t.html("{channel}, since {day}.", channel=app_name(one.channel), day=t.date(one.joined_at))
        for one in told.chats
    ]
    if person.preferred_channel:
        chats.append(t.html("That you wish notices to come to {app}.", app=app_name(person.preferred_channel)))
    if person.fixed_numbers:
        chats.append(t.html("That you wish answers always to have the same numbers."))
    codes = (
        t.plural_html(
            "{count} code by which you join; it goes {days} days after it was used or has expired.",
            "{count} codes by which you join; each goes {days} days after it was used or has expired.",
            len(told.codes),
            days=t.number(SETTLED_DAYS),
        )
        if told.codes
        else ""
    )
    return lines(t.html("💬 <b>Your chat with me</b>"), *chats, codes) if chats or codes else Markup()


def _notices(kept: Kept, t: Translator) -> Markup:
    found = kept.told.notices
    if not found:
        return Markup()
    said = t.plural_html(
        "{count} notice, of {day}: its kind and day, not its words. It is kept for {days} days, or longer if the "
        "matter goes on.",
        "{count} notices, the oldest of {day}: their kinds and days, not their words. Each is kept for {days} days, "
        "or longer if the matter goes on.",
        len(found),
        day=t.date(found[0].created_at),
        days=t.number(kept.keep_notices_days),
    )
    return lines(t.html("✉️ <b>What I have told you</b>"), said)


def _announcements(told: Told, t: Translator) -> Markup:
    found = told.announcements
    if not found:
        return Markup()
    since = _since((one.sent_at for one, _ in found), t)
    said = t.plural_html(
        "{count} for you{since}; whether you have confirmed it, not when.",
        "{count} for you{since}; whether you have confirmed them, not when.",
        len(found),
        since=since,
    )
    return lines(t.html("📣 <b>Announcements</b>"), said)


def _training(records: Records, t: Translator) -> Markup:
    since = _since((one.course.starts_on for one in records.courses), t)
    courses = (
        t.plural_html(
            "{count} course{since}: why you were nominated, what you answered, and what came of it.",
            "{count} courses{since}: why you were nominated, what you answered, and what came of them.",
            len(records.courses),
            since=since,
        )
        if records.courses
        else ""
    )
    needs = (
        t.plural_html(
            "{count} thing that you have said you need to learn.",
            "{count} things that you have said you need to learn.",
            len(records.needs),
        )
        if records.needs
        else ""
    )
    return lines(t.html("🎓 <b>Training</b>"), courses, needs) if courses or needs else Markup()


def _rotations(records: Records, t: Translator) -> Markup:
    if not records.rotations:
        return Markup()
    since = _since((view.rotation.starts_on for view in records.rotations), t)
    said = t.plural_html(
        "{count} move{since}: from where to where, what you wished, and what you have answered since.",
        "{count} moves{since}: from where to where, what you wished, and what you have answered since.",
        len(records.rotations),
        since=since,
    )
    others = (
        t.plural_html(
            "{count} assessment or opinion of others about it. To read it, please ask the office's organisation "
            "department.",
            "{count} assessments or opinions of others about them. To read them, please ask the office's organisation "
            "department.",
            records.said_by_others,
        )
        if records.said_by_others
        else ""
    )
    return lines(t.html("🔄 <b>Rotations</b>"), said, others)


def _results(rounds: list[InRound], t: Translator) -> Markup:
    if not rounds:
        return Markup()
    since = _since((one.round.opened_at for one in rounds), t)
    said = t.plural_html(
        "Of {count} round{since}: as far as they may be shown; you find them under “Results”.",
        "Of {count} rounds{since}: as far as they may be shown; you find them under “Results”.",
        len(rounds),
        since=since,
    )
    return lines(t.html("📊 <b>Results about you</b>"), said)


def _asked(rounds: list[InRound], t: Translator) -> Markup:
    if not rounds:
        return Markup()
    said = t.plural_html(
        "In {count} round: whom I asked you about, but nothing of whether you answered. It goes {days} days after "
        "the close.",
        "In {count} rounds: whom I asked you about, but nothing of whether you answered. It goes {days} days after "
        "the close.",
        len(rounds),
        days=t.number(SETTLED_DAYS),
    )
    return lines(t.html("📝 <b>What you were asked</b>"), said)


def _acts(acts: Acts, t: Translator) -> Markup:
    office = t.html(
        "Announcements, nominations, replies, opinions and evaluations that you wrote for the office bear your name. "
        "They belong to the office's business and stay with it."
    )
    drafts = (
        t.plural_html(
            "{count} draft; it goes when you have not touched it for {days} days.",
            "{count} drafts; each goes when you have not touched it for {days} days.",
            acts.drafts,
            days=t.number(DRAFT_DAYS),
        )
        if acts.drafts
        else ""
    )
    if not acts.any and not drafts:
        return Markup()
    return lines(t.html("🖊 <b>What you did for the office</b>"), office if acts.any else "", drafts)


def _until(kept: Kept, t: Translator) -> Markup:
    return t.html(
        "⏳ <b>Until when</b>\nWhere nothing else is said: as long as you work here, and {days} days after you have "
        "left. Then it is deleted; only figures stay, without your name.",
        days=t.number(kept.keep_left_days),
    )


def _since(days: Iterable[date | None], t: Translator) -> str:
    """`, since 1 March 2026`, to stand behind a number; empty if no day is known. All of one type."""
    known = [day for day in days if day]
    return ", " + t("since {day}", day=t.date(min(known))) if known else ""
