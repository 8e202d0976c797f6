"""Fixtures of the end-to-end tests."""

from tests.end_to_end.scene import database_setting, engine, on_zalo, scene, way_in

__all__ = ["database_setting", "engine", "on_zalo", "scene", "way_in"]
