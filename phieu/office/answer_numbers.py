"""The numbers of a ballot's answers, where a chat numbers its choices: from which secret they are mixed.

The secret is made from the round's key. So the same person finds the same numbers on the same question for as long as
the round is open, and when the key is destroyed at the close nobody can say any more which number was which answer.
"""

import hashlib
import hmac


def numbers_secret(round_key: bytes, rater_id: int, ratee_id: int, question: str) -> bytes:
    """32 bytes for one rater's question (its code) about one ratee; apart from all else that is made with this key."""
    about = f"numbers:{rater_id}:{ratee_id}:{question}"
    return hmac.new(round_key, about.encode(), hashlib.sha256).digest()
