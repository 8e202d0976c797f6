"""Results, for the person they are about: the notice after a round has closed, and every earlier round again."""

from phieu.bot.flows.results import own, summary_notice

COMMANDS = own.COMMANDS
ACTIONS = own.ACTIONS
NOTICES = summary_notice.NOTICES
