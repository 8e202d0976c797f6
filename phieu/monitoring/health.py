"""Whether the program is well: whoever balances load asks whether it may send people here."""

from enum import StrEnum

from phieu.monitoring.figures import Figures


class Stage(StrEnum):
    """How far the program is in its life."""

    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"


class Health:
    """One for a process. It is running from the moment at which the platform has accepted it."""

    def __init__(self) -> None:
        self.stage = Stage.STARTING

    def runs(self) -> None:
        """The platform has accepted us, and updates come in."""
        self.stage = Stage.RUNNING

    def stops(self) -> None:
        """Nothing more is taken; what was taken is finished."""
        self.stage = Stage.STOPPING


def hindrance(health: Health, figures: Figures | None) -> str:
    """Why nobody should be sent here now, in one word that is no secret; empty if all is well."""
    if health.stage is not Stage.RUNNING:
        return health.stage.value
    if figures is None:
        return "database"
    return "" if figures.up_to_date else "migrations"
