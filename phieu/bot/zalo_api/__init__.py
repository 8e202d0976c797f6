"""The Zalo Bot API over httpx: calls, and what comes back, as plain values. Knows no screen and no database."""
