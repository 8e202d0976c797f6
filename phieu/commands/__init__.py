"""The command line: one file a command."""


def main() -> None:
    """What `phieu` starts."""
    import sys

    from phieu.commands.app import run

    sys.exit(run(sys.argv[1:]))
