"""`cctui promises`: what each promise has become at a work date; reading writes nothing, at any."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.dump import dump
from tests.screens.pages import make_worked

if TYPE_CHECKING:
    from tests.cctui.conftest import Command
    from tests.stores import Stores

READERS = (["promises"], ["list", "--sort", "promises"], ["aging"], ["todos", "--all"], ["check"], ["entries", "C1"])


@pytest.fixture
def books(store_kind: str, stores: Stores) -> str:
    """1,200 promised for INV-1 and INV-2 by 04-10, EUR-1 by 03-27."""
    return stores.copy_of(store_kind, "worked", make_worked)


def listed(command: Command, books: str, *arguments: str, work_date: str = "2026-03-31") -> list[dict[str, Any]]:
    ended = command("promises", "--json", *arguments, db=books, work_date=work_date)
    assert (ended.code, ended.err) == (0, "")
    data: list[dict[str, Any]] = json.loads(ended.out)["data"]
    return data


def test_promises_are_listed_as_the_work_date_makes_them(command: Command, books: str) -> None:
    rows = listed(command, books)
    assert [(row["document_no"], row["promised_on"], row["amount"], row["state"]) for row in rows] == [
        ("EUR-1", "2026-03-27", "1000.00", "broken"),
        ("INV-1", "2026-04-10", "1000.00", "open"),
        ("INV-2", "2026-04-10", "200.00", "open"),
    ]
    assert [row["amount_lcy"] for row in rows] == ["853.21", "1000.00", "200.00"]
    assert [row["full"] for row in rows] == [True, True, False]
    assert [row["state"] for row in listed(command, books, work_date="2026-12-31")] == ["broken"] * 3
    assert [row["state"] for row in listed(command, books, work_date="2026-03-27")] == ["open"] * 3


def test_a_customer_and_a_state_limit_the_list(command: Command, books: str) -> None:
    assert [row["customer_no"] for row in listed(command, books, "C2")] == ["C2"]
    assert [row["document_no"] for row in listed(command, books, "--state", "open")] == ["INV-1", "INV-2"]
    assert len(listed(command, books, "--state", "bro", "--state", "open")) == 3
    assert listed(command, books, "--state", "partially-kept") == []
    assert command("promises", "C1", "--state", "kept", db=books).lines == ["No promises."]


def test_text_and_csv_say_the_same(command: Command, books: str) -> None:
    text = command("promises", "INV-1", db=books, work_date="2026-03-31")
    assert "2026-04-10" in text.lines[1]
    assert "1,000.00" in text.lines[1]
    rows = list(csv.DictReader(command("promises", "--csv", db=books, work_date="2026-03-31").lines))
    assert [row["state"] for row in rows] == ["broken", "open", "open"]


@pytest.mark.parametrize("wrong", ["late", "", "p ept"])
def test_a_state_that_is_none_is_refused(command: Command, books: str, wrong: str) -> None:
    ended = command("promises", "--state", wrong, db=books)
    assert (ended.code, ended.out) == (2, "")
    assert "choose one of open, kept, partially kept" in ended.err


@pytest.mark.parametrize("work_date", ["2026-12-31", "2025-01-01"])
def test_reading_at_another_work_date_writes_nothing(command: Command, books: str, work_date: str) -> None:
    before = dump(books)
    assert before["promise"]
    for reader in READERS:
        assert command(*reader, db=books, work_date=work_date).code == 0, reader
    assert dump(books) == before
