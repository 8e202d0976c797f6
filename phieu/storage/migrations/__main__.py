"""Write a new migration: `python -m phieu.storage.migrations "What it does"`, for a person to read and mend."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from phieu.storage.migrate import HEAD, configuration


def write_migration(words: str) -> None:
    """Compare the tables with a fresh database that has had all migrations so far, and write down what differs."""
    from alembic import command  # noqa: PLC0415 - as in storage.migrate

    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'fresh.sqlite3'}")
        with engine.begin() as connection:
            config = configuration(connection)
            command.upgrade(config, "head")
            command.revision(config, words, autogenerate=True, rev_id=f"{int(HEAD) + 1:04}")
        engine.dispose()


if __name__ == "__main__":
    write_migration(" ".join(sys.argv[1:]))
