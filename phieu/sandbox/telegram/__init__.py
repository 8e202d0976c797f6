"""The sandbox's Telegram: what https://core.telegram.org/bots/api says, as far as a bot in private chats needs it."""
