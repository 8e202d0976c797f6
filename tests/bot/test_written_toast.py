"""A short word that no app would show is written above the screen."""

from markupsafe import Markup

from phieu.bot.event import Event
from phieu.bot.screen import NewChoices, Screen
from phieu.bot.written_toast import with_toast_written
from phieu.words import Channel

SCREEN = Screen(Markup("<b>Here</b>"), toast="5 < 6")


def test_who_taps_sees_it_over_the_chat() -> None:
    assert with_toast_written(SCREEN, Event(Channel.TELEGRAM, "1", action="home")) == SCREEN
    choices = NewChoices(toast="noted")
    assert with_toast_written(choices, Event(Channel.TELEGRAM, "1", action="home")) == choices


def test_who_writes_reads_it_on_the_screen() -> None:
    for event in (Event(Channel.TELEGRAM, "1", text="x"), Event(Channel.TELEGRAM, "1", command="menu")):
        written = with_toast_written(SCREEN, event)
        assert isinstance(written, Screen)
        assert written.text == "5 &lt; 6\n\n<b>Here</b>"
        assert written.toast == ""
