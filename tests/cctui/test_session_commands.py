"""`cctui session report` and `cctui insight`: what calls came to, and how the receivables are collected."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import CloseInteraction, QueryInput
from store.requests.outcomes import RecordOutcome
from store.requests.sessions import EndSession, Leaving, StartSession, TakeNext
from tests.store.baseset import ANNA, EUR_1, INV_1, INV_3, Desk, make_base_set

if TYPE_CHECKING:
    from tests.cctui.conftest import Command
    from tests.stores import Stores

DAY = "2026-03-31"


def make_called(url: str) -> None:
    """A session of anna's: C1 promises and queries, C2 promises euro, and is called back."""
    make_base_set(url)
    desk = Desk(url)
    friday = date(2026, 4, 3)
    desk.do(StartSession(actor=ANNA, session_id="s-1"))
    desk.do(TakeNext(actor=ANNA, session_id="s-1", candidates=("C1", "C2"), left=2, interaction_id="i1"))
    desk.open("i1")
    desk.promise([INV_1], friday, interaction_id="i1")
    desk.update([INV_3], "QUERIED", query=QueryInput(friday), interaction_id="i1")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="i1"))
    leaving = Leaving("done")
    again = TakeNext(actor=ANNA, session_id="s-1", candidates=("C2",), left=1, leaving=leaving, interaction_id="i2")
    desk.do(again)
    desk.open("i2", customer_no="C2")
    desk.promise([EUR_1], friday, "333.33", interaction_id="i2")
    desk.do(RecordOutcome(actor=ANNA, interaction_id="i2", outcome="call_back", next_interaction_on=friday))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="i2"))
    desk.do(TakeNext(actor=ANNA, session_id="s-1", candidates=(), leaving=leaving))
    desk.do(EndSession(actor=ANNA, session_id="s-1", left=0))


@pytest.fixture
def books(stores: Stores) -> str:
    """The base set after a session of anna's."""
    return stores.prepared("sqlite", "called in a session", make_called)


def test_a_session_is_reported_with_its_customers(command: Command, books: str) -> None:
    lines = command("session", "report", "--user", "anna", db=books, work_date=DAY).lines
    assert lines[0] == "Call session of anna, 2026-03-31 09:00 until 09:00"
    assert [line.split(maxsplit=1) for line in lines[1:4]] == [["Done", "2"], ["Skipped", "0"], ["Left", "0"]]
    assert lines[4].split(maxsplit=1)[1] == "GBP 1,000.00 · EUR 333.33 = GBP 1,284.40"
    assert lines[5].split(maxsplit=1)[1] == "GBP 500.00"
    assert lines[8] == "  Call back 1"
    assert [line.split()[:2] for line in lines[10:]] == [["1", "C1"], ["2", "C2"]]


def test_a_session_for_programs(command: Command, books: str) -> None:
    read = json.loads(command("session", "report", "s-1", "--json", db=books, work_date=DAY).out)
    assert (read["kind"], read["user"], read["state"], read["done"], read["left"]) == ("session", "anna", "ended", 2, 0)
    assert read["promised"][1] == {"currency_code": "EUR", "amount": "333.33", "amount_lcy": "284.40", "count": 1}
    assert (read["promised_lcy"], read["queried_lcy"], read["outcomes"]) == ("1284.40", "500.00", {"call_back": 1})
    assert [(row["customer_no"], row["state"], row["interaction_id"]) for row in read["data"]] == [
        ("C1", "done", "i1"),
        ("C2", "done", "i2"),
    ]
    rows = list(csv.DictReader(command("session", "report", "s-1", "--csv", db=books, work_date=DAY).lines))
    assert [row["customer_no"] for row in rows] == ["C1", "C2"]


def test_the_figures_in_every_form(command: Command, books: str) -> None:
    lines = command("insight", db=books, work_date=DAY).lines
    assert lines[1].split()[:5] == ["Days", "sales", "outstanding", "84.89", "days"]
    weeks = lines.index("Promises by week (GBP)")
    assert lines[weeks + 2].split() == ["2026-03-30", "2", "1,284.40", "1,284.40"]
    assert lines[-1].split()[-8:] == ["given", "1", "500.00", "500.00", "0.00", "0.00", "0.00", "0"]
    read = json.loads(command("insight", "C1", "--months", "1", "--json", db=books, work_date=DAY).out)
    assert (read["customer_no"], read["months"], read["receivables_lcy"]) == ("C1", 1, "2050.00")
    assert read["forecast"] == [
        {"monday": "2026-03-30", "promises": 1, "gross_lcy": "1000.00", "weighted_lcy": "1000.00"}
    ]
    assert {row["key"]: row["value"] for row in read["data"]}["kept_by_count"] is None
    rows = list(csv.DictReader(command("insight", "--csv", db=books, work_date=DAY).lines))
    assert {row["part"] for row in rows} == {"figure", "forecast", "aging", "queries"}
    last = [row["value"] for row in rows if row["part"] == "aging" and row["key"] == DAY]
    assert last == ["850.00", "1471.46", "1000.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("session report nothing", 1, "There is no call session “nothing”."),
        ("session list", 2, "A call session is reported here, not “list”"),
        ("session report s-1 --user anna", 2, "give it without --user"),
        ("insight C9", 1, "There is no customer “C9”"),
        ("insight --months 0", 2, "--months"),
    ],
)
def test_what_cannot_be_told_is_one_sentence(command: Command, books: str, line: str, code: int, says: str) -> None:
    ended = command(*line.split(), db=books, work_date=DAY)
    assert (ended.code, ended.out, ended.err.count("\n")) == (code, "", 1)
    assert says in ended.err


def test_before_the_first_session(command: Command, books: str) -> None:
    ended = command("session", "report", "--user", "bob", db=books, work_date=DAY)
    assert (ended.code, ended.out) == (0, "There was no call session yet.\n")
