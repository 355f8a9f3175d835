"""The commands that look back: what was said to a customer, and who changed what."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from store.requests.calls import CloseInteraction, Undo
from tests.store.baseset import ANNA, INV_1, INV_2, Desk, make_base_set

if TYPE_CHECKING:
    from tests.cctui.conftest import Command
    from tests.stores import Stores

APRIL_10 = date(2026, 4, 10)


def called(url: str) -> None:
    make_base_set(url)
    desk = Desk(url)
    desk.open("call", ANNA, INV_1)
    desk.promise([INV_1, INV_2], APRIL_10, "1200", interaction_id="call", note="Cheque is\nin the post")
    desk.change(description="=Call", notes="Speaks to Mary")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    desk.open("again", ANNA)
    desk.update([INV_2], "NO ANSWER", interaction_id="again")
    desk.do(Undo(actor=ANNA))
    desk.engine.dispose()


@pytest.fixture
def books(store_kind: str, stores: Stores) -> str:
    return stores.copy_of(store_kind, "called twice", called)


def rows_of(text: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    return json.loads(text)["data"]


def test_history_tells_each_interaction_newest_first(command: Command, books: str) -> None:
    again, call = rows_of(command("history", "C1", "--json", db=books).out)
    assert (again["documents"], call["documents"]) == ([], ["INV-1", "INV-2"])
    assert call["description"] == "=Call"
    assert call["promised"] == {"GBP": "1200.00"}
    assert call["promised_on"] == ["2026-04-10"]
    assert call["notes"] == "Speaks to Mary"
    assert {each["document_no"] for each in call["entry_notes"]} == {"INV-1", "INV-2"}


def test_history_as_a_table_and_as_csv(command: Command, books: str) -> None:
    lines = command("history", "C1", db=books).lines
    assert "1,200.00 GBP" in lines[2]
    assert "INV-1, INV-2" in lines[2]
    (_, call) = csv.DictReader(command("history", "C1", "--csv", db=books).lines)
    assert (call["documents"], call["promised"], call["description"]) == ("INV-1; INV-2", "GBP 1200.00", "'=Call")


def test_what_is_left_out_is_said(command: Command, books: str) -> None:
    assert command("history", "C1", "--limit", "1", db=books).lines[-1] == "1 of 2 interactions: --limit 2 shows all."
    ended = command("audit", "--limit", "2", db=books)
    assert len(ended.lines) == 4
    assert ended.lines[-1].startswith("2 of ")
    assert (
        len(rows_of(command("audit", "--json", db=books).out))
        == json.loads(command("audit", "--json", "--limit", "1", db=books).out)["changes"]
    )


def test_nobody_was_spoken_with(command: Command, books: str) -> None:
    assert command("history", "C2", db=books).lines == ["Nobody has spoken with C2 Überseehandel GmbH yet."]


def test_audit_tells_who_changed_what_and_what_was_undone(command: Command, books: str) -> None:
    undo, update, *_ = rows_of(command("audit", "--json", db=books).out)
    assert undo["summary"].startswith("Undone: ")
    assert (undo["undoes_id"], update["taken_back_by"]) == (update["id"], undo["id"])
    assert (update["user_name"], update["command"]) == ("anna", "updates.update_entries")


def test_audit_of_one_user(command: Command, books: str) -> None:
    assert rows_of(command("audit", "--user", "anna", "--json", db=books).out)
    assert command("audit", "--user", "bob", db=books).lines == ["The user “bob” has changed nothing."]


def test_the_rows_of_one_change(command: Command, books: str) -> None:
    update = rows_of(command("audit", "--json", db=books).out)[1]["id"]
    ended = command("audit", str(update), "--json", db=books)
    entry = [row for row in rows_of(ended.out) if row["table"] == "customer ledger entry"]
    assert {(row["column"], row["before"], row["after"]) for row in entry} >= {
        ("status_code", "PROMISED", "NO ANSWER"),
        ("promised_date", "2026-04-10", None),
    }
    assert all(row["what"] == "changed" and row["row_key"] == str(INV_2) for row in entry)
    shown = command("audit", str(update), db=books).lines
    assert "version" not in " ".join(shown)
    assert shown[-1].partition("  ")[2].startswith("anna: ")


def test_a_change_that_is_not_there(command: Command, books: str) -> None:
    ended = command("audit", "999999", db=books)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "There is no change 999999: cctui audit lists them.\n"
