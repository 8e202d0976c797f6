"""The comment at the end of a ballot: optional, typed, and taken out of the chat as soon as it is saved."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.review import review_screen
from phieu.bot.flows.answering.words import about, of_ballot, paragraphs
from phieu.bot.screen import Choice, Screen
from phieu.locales.translator import Translator
from phieu.office import answering
from phieu.office.comment_text import MAX_COMMENT, CommentTooLongError, EmptyCommentError, has_words
from phieu.office.seats import BallotView

GIVEN_BACK = 2500
"""UTF-16 units of a comment that fit under the words which give it back (Telegram's limit for a message is 4096)."""


async def show_comment(event: Event, context: Context) -> Screen:
    """Ask for a comment."""
    round_id, ratee_id = parse(event.action).numbers(2)
    return comment_screen(await _ballot(context, round_id, ratee_id), context.t)


async def typed(event: Event, context: Context) -> Screen:
    """Save what was typed; what cannot be kept is given back, and an earlier comment stays."""
    round_id, ratee_id = parse(event.expected).numbers(2)
    t, rater_id = context.t, context.somebody.id
    assert rater_id is not None
    lead = t.html("A comment can only be text. I have not kept what you sent; please type it in words.")
    if event.text:
        try:
            view = await answering.comment(context.installation, rater_id, round_id, ratee_id, event.text)
        except EmptyCommentError:
            pass
        except CommentTooLongError as error:
            return _given_back(error, await _ballot(context, round_id, ratee_id), t)
        else:
            return replace(review_screen(view, t, _kept(view, t)), discards_input=True)
    screen = comment_screen(await _ballot(context, round_id, ratee_id), t, lead)
    return replace(screen, discards_input=True)


async def remove(event: Event, context: Context) -> Screen:
    """Take the comment away again."""
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    view = await answering.comment(context.installation, context.somebody.id, round_id, ratee_id, "")
    return review_screen(view, context.t)


def comment_screen(view: BallotView, t: Translator, lead: Markup | str = "") -> Screen:
    """Ask for a comment, and say before what becomes of it."""
    head = t.html("<b>Ballot {number} of {of}</b> · a few words, if you like", number=view.number, of=view.of)
    asked = t.html("What does {name} do well, and what could be better?", name=view.ratee.name)
    so_far = t.html("Your comment so far:\n<i>{comment}</i>", comment=view.comment) if view.comment else ""
    how = t.html(
        "✍️ <b>Please type it below, as a message of up to {limit} characters.</b>", limit=t.number(MAX_COMMENT)
    )
    text = paragraphs(lead, head, about(view.ratee), asked, _shown_to(view, t), _advice(t), so_far, how)
    if view.comment:
        rows = [
            (Choice(t("Keep it as it is ›"), of_ballot("review", view)),),
            (Choice(t("Remove the comment"), of_ballot("uncomment", view)),),
        ]
    else:
        rows = [(Choice(t("No comment ›"), of_ballot("review", view)),)]
    rows.append((Choice(t("‹ Back"), of_ballot("question", view, len(view.answers) - 1)),))
    return Screen(text, tuple(rows), expects=of_ballot("comment", view))


def _shown_to(view: BallotView, t: Translator) -> Markup:
    return t.plural_html(
        "🔒 Only {name} will read it, among the others in random order, without your group and your answers – and only "
        "if at least {count} person has written one. Otherwise it is destroyed unread. "
        "Your message disappears from this chat as soon as it is saved.",
        "🔒 Only {name} will read it, among the others in random order, without your group and your answers – and only "
        "if at least {count} people have written one. Otherwise it is destroyed unread. "
        "Your message disappears from this chat as soon as it is saved.",
        view.round.comment_threshold,
        name=view.ratee.name,
    )


def _advice(t: Translator) -> Markup:
    return t.html(
        "💡 So that nobody can guess it was you: write about the work, not about yourself; leave out events that only "
        "you were present at, and phrases that only you use."
    )


def _kept(view: BallotView, t: Translator) -> Markup:
    saved = t.html("✓ Your comment has been saved, and your message taken out of this chat.")
    if has_words(view.comment):
        return saved
    hint = t.html(
        "It has no words in it; it is kept as it is. A word or two would tell {name} more.", name=view.ratee.name
    )
    return Markup(" ").join([saved, hint])


def _given_back(error: CommentTooLongError, view: BallotView, t: Translator) -> Screen:
    """Too long: nothing is cut and nothing lost. What fits comes back in a form that a tap copies."""
    too_many = t.plural_html(
        "Your comment is <b>{count} character</b> too long, so it has not been saved yet. The limit is {limit}.",
        "Your comment is <b>{count} characters</b> too long, so it has not been saved yet. The limit is {limit}.",
        error.too_many,
        limit=t.number(MAX_COMMENT),
    )
    stays = t.html("The comment that you wrote before is still there.") if view.comment else ""
    fits = len(error.text.encode("utf-16-le")) <= 2 * GIVEN_BACK
    if fits:
        how = t.html("It stands above: tap it to copy it, shorten it, and send it once more.")
        returned = Markup("<code>{}</code>").format(error.text)
    else:
        how = t.html("Please copy your message above, shorten it, and send it once more. The long one then disappears.")
        returned = Markup("")
    rows = ((Choice(t("Without this comment ›"), of_ballot("review", view)),),)
    text = paragraphs(returned, too_many, how, stays)
    return Screen(text, rows, expects=of_ballot("comment", view), discards_input=fits, holds_input=not fits)


async def _ballot(context: Context, round_id: int, ratee_id: int) -> BallotView:
    assert context.somebody.id is not None
    return await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)


ACTIONS: dict[str, Flow] = {"comment": show_comment, "uncomment": remove}
EXPECTS: dict[str, Flow] = {"comment": typed}
