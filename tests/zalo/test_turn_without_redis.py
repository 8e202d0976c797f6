"""A turn that was begun while Redis was away may be another replica's, too: nothing is sure in it, even once Redis is
back. Else of two screens that both show at once the one could be remembered that did not come last."""

import pytest

from phieu.bot.handlers.zalo_shown import NotSureError, Reduced, ShownScreens, turn_of
from tests.redis_server import RedisServer
from tests.zalo.test_shown import ANOTHER, CHAT, QUESTION, redis_replica, shown


async def test_a_turn_that_another_replica_may_have_too_is_sure_of_nothing(own_redis: RedisServer) -> None:
    async with redis_replica(own_redis) as volatile:
        own_redis.stop()
        async with volatile.turn(turn_of(CHAT)):
            own_redis.start()
            async with redis_replica(own_redis) as other:
                await ShownScreens(other).put(CHAT, shown(Reduced.of(QUESTION)))
            with pytest.raises(NotSureError):
                await ShownScreens(volatile).take(CHAT)
            await ShownScreens(volatile).put(CHAT, shown(Reduced.of(ANOTHER)))
        async with volatile.turn(turn_of(CHAT)):
            assert await ShownScreens(volatile).take(CHAT) is None
