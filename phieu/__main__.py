"""`python -m phieu` is the command `phieu`."""

from phieu.commands import main

main()
