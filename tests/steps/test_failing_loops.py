"""A loop of the daemon that fails goes on, and the officer hears of it once, by kind alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from desk_office import an_office
from office import at

from mailbot.daemon import Daemon
from mailbot.errors import TemporaryError
from mailbot.outbound.digest_facts import Deed, What
from mailbot.steps.gathering import digest_facts


class Closed:
    """A mailbox that can be closed."""

    def close(self) -> None:
        """It is."""


def failing(error: Exception) -> Any:
    """A round that ends so."""

    def round_of_the_loop() -> None:
        raise error

    return round_of_the_loop


@pytest.mark.parametrize("loop", [Deed.INTAKE, Deed.CLOCK, Deed.OUTBOX])
def test_a_loop_that_fails_is_told_once_until_the_next_digest(tmp_path: Path, loop: Deed) -> None:
    office = an_office(tmp_path, at("2026-03-12 09:00"))
    daemon = Daemon(office, cast(Any, Closed()), cast(Any, None))
    for _ in range(3):
        assert not daemon._guarded(loop, failing(ValueError("Rosalinde Grebenstein")))
    told = [(row.what, row.deed) for row in digest_facts(office)[0].urgent]
    assert told == [(What.TROUBLE, loop)]


def test_a_server_that_is_away_for_a_moment_is_no_failure(tmp_path: Path) -> None:
    office = an_office(tmp_path, at("2026-03-12 09:00"))
    daemon = Daemon(office, cast(Any, Closed()), cast(Any, None))
    assert not daemon._guarded(Deed.INTAKE, failing(TemporaryError("away")))
    assert digest_facts(office)[0].urgent == ()
