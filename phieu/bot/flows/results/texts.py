"""How results are said in chat: warmly, shortly, the most important first."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from phieu.bot.flows.range_note import range_note
from phieu.bot.flows.results.since_last import changes_in_short, short_question
from phieu.locales.translator import Translator
from phieu.office.disclosure import fewest_answers
from phieu.office.forms import question_text
from phieu.office.periods import round_title
from phieu.office.reports.highlights import last_overall, office_overall, strengths, to_work_on
from phieu.office.reports.overall import main_scale, overall
from phieu.office.reports.summary import Measured, Summary
from phieu.office.reports.wording import figure_words, group_name, hidden_reason, level_words, result_words, score_words
from phieu.words import Precision


def title(summary: Summary, t: Translator) -> Markup:
    """Which round these results are of."""
    return t.html("📊 <b>{title}</b>", title=round_title(summary.round.kind, summary.round.period, t))


def summary_text(summary: Summary, t: Translator, *, with_comments: bool = False) -> Markup:
    """A round's results in short; with every comment, or only how many there are."""
    parts = [
        title(summary, t),
        t.plural_html(
            "Dear <b>{name}</b>, {count} colleague was asked how you work.",
            "Dear <b>{name}</b>, {count} colleagues were asked how you work.",
            summary.raters,
            name=summary.ratee.name,
        ),
        *_overall(summary, t),
        *changes_in_short(summary, t),
        *_highlights(summary, t),
        *_hidden(summary, t),
        comments_text(summary, t) if with_comments else _about_comments(summary, t),
        t.html("Answers were counted without names: nobody, administrators included, can see who answered what."),
    ]
    return Markup("\n\n").join(parts)


def question_texts(summary: Summary, t: Translator) -> Iterator[Markup]:
    """Each question with everything that may be told of it."""
    yield from range_note((one for it in summary.questions for one in (it.own, it.office, it.last)), t)
    for number, one in enumerate(summary.questions, start=1):
        yield Markup("\n").join(_question(number, one, summary, t))


def anything_shown(summary: Summary) -> bool:
    """Whether at least one question has a result that may be shown."""
    return any(one.own for one in summary.questions)


def comments_text(summary: Summary, t: Translator) -> Markup:
    """The comments, each set apart, in no order."""
    if not summary.comments:
        return _about_comments(summary, t)
    lead = t.html("💬 <b>What colleagues wrote</b>, in random order:")
    return Markup("\n\n").join([lead, *(Markup("<blockquote>{}</blockquote>").format(it) for it in summary.comments)])


def _overall(summary: Summary, t: Translator) -> Iterator[Markup]:
    results = [one.result for one in summary.questions]
    scale = main_scale(results)
    own, office = overall(results), office_overall(summary)
    lines = []
    if own:
        level, score = level_words(own, scale, t), score_words(own, t)
        lines.append(
            t.html(
                "Overall: <b>{level}</b>, {score} of {best} on average.",
                level=level,
                score=score,
                best=t.number(len(scale)),
            )
        )
    if own and office:
        lines.append(t.html("The office as a whole: {score}.", score=score_words(office, t)))
    if own and (last := last_overall(summary)):
        lines.append(t.html("You last time: {score}.", score=score_words(last, t)))
    lines += [_line(one, t) for one in summary.questions if one.own and one.result.question.options != scale]
    if lines:
        yield Markup("\n").join(lines)
    yield from range_note([own, office, *(one.own for one in summary.questions)], t)


def _highlights(summary: Summary, t: Translator) -> Iterator[Markup]:
    best, lowest = strengths(summary), to_work_on(summary)
    if best:
        yield _list(t.html("💪 <b>What colleagues value most</b>"), (_line(one, t) for one in best))
    if lowest:
        yield _list(t.html("🌱 <b>Where there is most room to grow</b>"), (_line(one, t) for one in lowest))
    if not best and sum(one.own is not None for one in summary.questions) > 1:
        yield t.html("No question stands out from the others; all were rated much alike.")


def _hidden(summary: Summary, t: Translator) -> Iterator[Markup]:
    groups = [group.published for one in summary.questions for group in one.result.groups]
    if not groups:
        yield t.html("🔒 Nothing can be shown of this round, because too few people were there to answer.")
        return
    if not anything_shown(summary):
        yield t.html("🔒 <b>No result can be shown this time.</b> That says nothing about how you work.")
    hidden = [published for published in groups if published.precision is Precision.HIDDEN]
    if few := sum(published.answers is None for published in hidden):
        yield t.plural_html(
            "🔒 {count} figure is not shown, because fewer than {fewest} people answered.",
            "🔒 {count} figures are not shown, because fewer than {fewest} people answered.",
            few,
            fewest=t.number(fewest_answers(summary.round.threshold)),
        )
    if alike := len(hidden) - few:
        yield t.plural_html(
            "🔒 {count} figure is not shown, because the answers were so alike that it would have given them away.",
            "🔒 {count} figures are not shown, because the answers were so alike that they would have given them away.",
            alike,
        )


def _about_comments(summary: Summary, t: Translator) -> Markup:
    if summary.comments:
        return t.plural_html(
            "💬 There is {count} comment for you.", "💬 There are {count} comments for you.", len(summary.comments)
        )
    return t.html(
        "💬 No comments are shown. They are, when at least {count} people wrote one.",
        count=t.number(summary.round.comment_threshold),
    )


def _question(number: int, one: Measured, summary: Summary, t: Translator) -> Iterator[Markup]:
    question = one.result.question
    yield t.html("<b>{number}. {question}</b>", number=t.number(number), question=question_text(question, t))
    if one.own:
        yield t.html("You: <b>{result}</b>", result=result_words(one.own, question.options, t))
    beside = []
    if one.office:
        beside.append(t("the office {score}", score=score_words(one.office, t)))
    if one.last:
        beside.append(t("last time {score}", score=score_words(one.last, t)))
    if beside:
        words = "; ".join(beside)
        yield Markup("<i>{}</i>").format(words[:1].upper() + words[1:])
    for group in one.result.groups:
        figure = group.published
        if figure.precision is Precision.HIDDEN:
            words = t("not shown. {reason}", reason=hidden_reason(figure, summary.round.threshold, t))
        else:
            words = figure_words(figure, question.options, t)
        yield t.html("• {group}: {figure}", group=group_name(group, t), figure=words)


def _line(one: Measured, t: Translator) -> Markup:
    result = result_words(one.own, one.result.question.options, t)
    return t.html("• {question}: {result}", question=short_question(one, t), result=result)


def _list(heading: Markup, lines: Iterable[Markup]) -> Markup:
    return Markup("\n").join([heading, *lines])
