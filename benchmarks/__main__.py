"""`make benchmark`: each figure is a ratio to something simpler, measured in the same run on the same machine."""

import asyncio

from benchmarks.broadcast import broadcast
from benchmarks.large_rounds import large_rounds
from benchmarks.start import starts
from benchmarks.table import print_table
from benchmarks.taps import taps


async def main() -> None:
    """Run all benchmarks and print their tables."""
    print_table("(a) 64 people answering at once", await taps())
    print_table("(b) a round of 10,000 staff", await large_rounds())
    print_table("(c) starting", await starts())
    print_table("(d) a broadcast", await broadcast())


asyncio.run(main())
