"""The plan of the demo's calls and its ledger: possible on any work date, whatever the weekday."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from cctui.demo.bulk import write_bulk
from cctui.demo.company import customers
from cctui.demo.files import write_entries
from cctui.demo.ledger import scaled, simulate
from cctui.demo.planning import Call, Phase, Planner

if TYPE_CHECKING:
    from pathlib import Path

    from cctui.demo.ledger import Entry

DAY = timedelta(days=1)


def _planned(work_date: date, seed: int) -> tuple[list[Entry], tuple[Phase, Phase], list[Call]]:
    rng = Random(seed)
    ledger = simulate(customers(60), work_date, rng)
    first, second = work_date - 42 * DAY, work_date - 14 * DAY
    phases = (Phase(first - DAY, first, second - DAY), Phase(second - DAY, second, work_date - DAY))
    return ledger, phases, Planner(ledger, work_date, phases, rng).calls()


def test_calls_can_be_made_on_every_day_of_a_month() -> None:
    for ahead in range(31):
        work_date = date(2026, 2, 10) + ahead * DAY
        _, phases, calls = _planned(work_date, ahead)
        for call in calls:
            phase = phases[call.day >= phases[1].begins]
            assert phase.begins <= call.day <= phase.next_known
            assert call.next_on is None or call.next_on >= call.day
            if call.said is None:
                continue
            assert {entry.customer.no for entry in call.said.entries} == {call.customer.no}
            assert all(entry.posted <= phase.known and entry.remaining(phase.known) > 0 for entry in call.said.entries)
            assert call.said.promised_on is None or call.said.promised_on >= call.day
            assert call.said.target is None or call.said.target >= call.day
            total = sum(entry.remaining(phase.known) for entry in call.said.entries)
            assert call.said.amount is None or 0 < call.said.amount <= total


def test_todos_of_today_are_planned_on_every_day_of_a_month() -> None:
    for ahead in range(31):
        work_date = date(2026, 2, 10) + ahead * DAY
        _, _, calls = _planned(work_date, 1)
        today: Counter[str] = Counter()
        for call in calls:
            if call.next_on == work_date:
                today["follow_up"] += 1
            if call.said and work_date in {call.said.promised_on, call.said.target}:
                today[call.said.code] += len(call.said.entries)
        assert min(today["follow_up"], today["PROMISED"], today["QUERIED"]) >= 1
        assert sum(today.values()) >= 10


def test_the_ledger_balances_customer_by_customer() -> None:
    ledger, _, _ = _planned(date(2026, 3, 31), 5)
    for entry in ledger:
        assert entry.posted < date(2026, 3, 31)
        assert all(day >= entry.posted for day, _ in entry.settled)
        left = entry.remaining(date(2026, 3, 30))
        assert left == 0 or (left > 0) == (entry.amount > 0)
        assert abs(left) <= abs(entry.amount)
    applied: Counter[str] = Counter()
    for entry in ledger:
        applied[entry.customer.no] += sum(amount for _, amount in entry.settled)
    assert set(applied.values()) == {0}


def test_a_file_holds_what_was_touched_since_the_last(tmp_path: Path) -> None:
    ledger, phases, _ = _planned(date(2026, 3, 31), 5)
    path = tmp_path / "entries.csv"
    write_entries(path, ledger, phases[0].known, phases[1].known)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {int(row["Entry No."]): row for row in csv.DictReader(file)}
    changed = [
        entry for entry in ledger
        if entry.posted <= phases[1].known
        and (entry.posted > phases[0].known or entry.remaining(phases[0].known) != entry.remaining(phases[1].known))
    ]  # fmt: skip
    assert rows.keys() == {entry.no for entry in changed}
    for entry in changed:
        assert rows[entry.no]["Open"] == ("Yes" if entry.remaining(phases[1].known) else "No")


def test_bulk_customers_have_unique_names_and_yen_has_no_decimals(tmp_path: Path) -> None:
    names = set()
    for first in (0, 20_000):
        paths = write_bulk(tmp_path, first, 300, date(2026, 3, 31), Random(1))
        with paths[0].open(encoding="utf-8", newline="") as file:
            names |= {row["Name"] for row in csv.DictReader(file)}
    assert len(names) == 600
    with paths[1].open(encoding="utf-8", newline="") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(1_000), strict=False)]
    assert {row["Currency Code"] for row in rows} == {"", "EUR", "USD", "JPY"}
    assert all("." not in row["Original Amount"] for row in rows if row["Currency Code"] == "JPY")
    assert len({row["Entry No."] for row in rows}) == 1_000


def test_rounding_is_half_away_from_zero() -> None:
    assert [scaled(5, 1, 10), scaled(-5, 1, 10), scaled(4, 1, 10), scaled(-15, 1, 10)] == [1, -1, 0, -2]
