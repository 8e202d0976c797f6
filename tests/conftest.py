"""What all tests share."""

import os
from importlib.util import find_spec

os.environ["BACKUPS_KEPT"] = "0"  # no nightly backups beside the folders of tests, but where they ask for them

pytest_plugins = [
    "tests.databases",
    "tests.redis_server",
    "tests.sandboxes",
    *(["tests.browser"] if find_spec("tests.browser") else []),
]
