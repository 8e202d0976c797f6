"""What all tests share."""

from importlib.util import find_spec

pytest_plugins = ["tests.databases", "tests.redis_server", *(["tests.browser"] if find_spec("tests.browser") else [])]
