"""What may be forgotten, and is on no disk: what conversations hold in waiting, and who put a reminder off."""

from phieu.storage.volatile.in_memory import InMemory
from phieu.storage.volatile.snoozes import Snoozes
from phieu.storage.volatile.topic import Topic
from phieu.storage.volatile.volatile import Volatile

__all__ = ["InMemory", "Snoozes", "Topic", "Volatile"]
