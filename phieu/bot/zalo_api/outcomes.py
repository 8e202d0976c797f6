"""What the platform's probe of a webhook found, in words for the operator."""

import re

NAME = re.compile(r"webhook\.[a-z0-9_.]{1,40}")
UNKNOWN = "it does not say why"

_MEANINGS = {
    "webhook.http.403": "something before the program refuses Zalo's calls, as Cloudflare does by its Browser "
    "Integrity Check, since they come from Java: switch it off for this address",
    "webhook.http.404": "whatever stands at WEBHOOK_URL does not pass this address on to the program",
    "webhook.http.5": "whatever stands at WEBHOOK_URL does not reach the program",
    "webhook.http": "whatever stands at WEBHOOK_URL answers something else than the program would",
    "webhook.err.tls": "the certificate is not valid for this name, or TLS 1.2 is switched off, which Zalo speaks",
    "webhook.err.dns": "the name in WEBHOOK_URL is not known",
    "webhook.err.timeout": "nobody answers in time; does a firewall keep Zalo out?",
    "webhook.err.conn": "no connection comes about; does a firewall keep Zalo out?",
    "webhook.err.unreachable": "no connection comes about; does a firewall keep Zalo out?",
    "webhook.err.proxy": "a proxy on the way refuses it",
    "webhook.err.blocked": "Zalo does not call addresses of this kind",
}


def meaning_of(outcome: str) -> str:
    """What an outcome means and what helps, with its name; whatever is no outcome's name is not repeated."""
    if not NAME.fullmatch(outcome):
        return UNKNOWN
    meaning = next((text for name, text in _MEANINGS.items() if outcome.startswith(name)), UNKNOWN)
    return f"{outcome}: {meaning}"
