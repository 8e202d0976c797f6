"""The connection to Redis: impatient, since somebody waits for an answer, and shared by what goes on at once."""

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

CONNECTIONS = 20
PATIENCE_SECONDS = 1.0
"""For the connection and for each answer; whoever is slower counts as out of reach."""


def connect(url: str, patience: float = PATIENCE_SECONDS) -> Redis:
    """A client that has not called yet; raises ValueError if this is no address. `rediss://` goes by TLS."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=patience,
        socket_connect_timeout=patience,
        socket_timeout=patience,
        retry=Retry(NoBackoff(), 1),  # a connection that lay idle may have been closed meanwhile
        protocol=2,  # which every Redis and its kin speak
    )
    return Redis.from_pool(pool)
