"""The figures for Prometheus, and what is not among them.

A scrape every few seconds, kept with its time, must not tell when somebody answers a ballot (`monitoring.counts` says
why). So there is nothing here of taps, ballots, progress or mixings. The usual collectors of the process, the
interpreter and its memory are left out for the same reason: processor time, open files, memory and collected objects
all move with each tap. What the machine needs is to be had from the machine, whose other work hides it.

No label names a person, a unit, a chat or a round.
"""

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from phieu.monitoring.counts import Counts
from phieu.monitoring.figures import Figures
from phieu.monitoring.health import Health, hindrance
from phieu.words import NoticeState

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


@dataclass(frozen=True, slots=True)
class Scrape:
    """All that one answer tells."""

    counts: Counts
    health: Health
    figures: Figures | None
    """None if the database does not answer."""
    started_at: datetime
    keeps: bool
    """This process keeps the clock and the outbox."""
    backed_up_at: datetime | None
    """When the youngest of the nightly backups was made."""


def told(scrape: Scrape) -> bytes:
    """The page that Prometheus reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(scrape))
    return generate_latest(registry)


class _Families(Collector):
    def __init__(self, scrape: Scrape) -> None:
        self._scrape = scrape

    def collect(self) -> Iterator[Metric]:
        yield from _of_the_process(self._scrape)
        yield from _counted(self._scrape.counts)
        yield from _of_the_database(self._scrape.figures)


def _of_the_process(scrape: Scrape) -> Iterator[Metric]:
    build = GaugeMetricFamily("phieu_build_info", "Which version runs.", labels=["version", "python"])
    build.add_metric([version("phieu"), platform.python_version()], 1)
    yield build
    yield _moment("phieu_started_timestamp_seconds", "When this process was started.", scrape.started_at)
    ready = not hindrance(scrape.health, scrape.figures)
    yield GaugeMetricFamily("phieu_ready", "1 if people may be sent to this process.", value=ready)
    yield GaugeMetricFamily("phieu_keeper", "1 if this process keeps the clock and the outbox.", value=scrape.keeps)
    yield _moment("phieu_backup_timestamp_seconds", "When the youngest backup was made.", scrape.backed_up_at)


def _counted(counts: Counts) -> Iterator[Metric]:
    yield CounterMetricFamily(
        "phieu_errors", "Unexpected errors, as they stood at the last full hour.", value=counts.errors.told
    )
    yield CounterMetricFamily(
        "phieu_failed_mixings",
        "Mixings of the ballot box that failed and were tried again, as they stood at the last full hour.",
        value=counts.failed_mixings.told,
    )
    yield _each(
        CounterMetricFamily("phieu_notices_tried", "What became of notices that were tried.", labels=["outcome"]),
        counts.notices,
    )
    yield _each(
        CounterMetricFamily("phieu_failed_steps", "Steps of the clock that failed.", labels=["step"]),
        counts.failed_steps,
    )
    yield _moment("phieu_tick_timestamp_seconds", "When the clock last got through all of its steps.", counts.ticked_at)


def _of_the_database(figures: Figures | None) -> Iterator[Metric]:
    yield GaugeMetricFamily("phieu_database_up", "1 if the database answers.", value=figures is not None)
    if figures is None or not figures.up_to_date:
        return
    by_state = {state.value: figures.notices[state] for state in NoticeState}
    yield _each(GaugeMetricFamily("phieu_notices", "Notices, by how they stand.", labels=["state"]), by_state)
    yield GaugeMetricFamily(
        "phieu_longest_waiting_seconds",
        "How long the oldest notice that could be said now to somebody within reach has waited.",
        value=figures.longest_waiting.total_seconds(),
    )
    yield GaugeMetricFamily("phieu_open_rounds", "Rounds that are open.", value=figures.open_rounds)


def _moment(name: str, text: str, instant: datetime | None) -> Metric:
    """0 if it has never been."""
    return GaugeMetricFamily(name, text, value=instant.timestamp() if instant else 0)


def _each(
    family: CounterMetricFamily | GaugeMetricFamily, counted: Mapping[str, int]
) -> CounterMetricFamily | GaugeMetricFamily:
    for label, count in sorted(counted.items()):
        family.add_metric([label], count)
    return family
