"""`python -m phieu.sandbox`: the sandbox alone, for a bot that is started elsewhere."""

import argparse
import asyncio
import signal

from phieu.sandbox.server import SAMPLE_NAME, SAMPLE_TOKEN, SAMPLE_USERNAME, SAMPLE_ZALO_TOKEN, start_sandbox


async def serve(arguments: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    sandbox = await start_sandbox(
        arguments.host,
        arguments.port,
        token=arguments.token,
        username=arguments.username,
        name=arguments.name,
        zalo_token=arguments.zalo_token,
    )
    print(sandbox.url, flush=True)  # noqa: T201 - whoever started it waits for this line
    await stopped.wait()
    await sandbox.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m phieu.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one; the address is printed")
    parser.add_argument("--token", default=SAMPLE_TOKEN, help="the token that the bot uses")
    parser.add_argument("--username", default=SAMPLE_USERNAME, help="the bot's name in t.me links")
    parser.add_argument("--name", default=SAMPLE_NAME, help="the bot's name on the phones")
    parser.add_argument("--zalo-token", default=SAMPLE_ZALO_TOKEN, help="the token that the bot uses on Zalo")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
