"""The Zalo Bot API: methods, updates, webhook, and what people do with a bot on their phones."""
