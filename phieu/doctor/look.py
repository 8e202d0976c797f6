"""What asking a platform has shown."""

from dataclasses import dataclass
from datetime import datetime

from phieu.doctor.finding import Finding


@dataclass(frozen=True, slots=True)
class Look:
    """At one platform."""

    found: list[Finding]
    given_at: datetime | None = None
    """What time it was by the platform's clock; None if it did not say."""
