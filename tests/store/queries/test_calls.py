"""Interactions, promises and to-dos."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.queries.connection import connect
from store.queries.interactions import drafts, interaction, interaction_log, lines, warnings
from store.queries.open_promises import open_promises
from store.queries.promises import promises
from store.queries.setup import (
    bands_of,
    controller_of,
    controllers,
    currency_decimals,
    interaction_types,
    last_import,
    query_reasons,
    setup,
    status_codes,
)
from store.queries.todos import TODO_SORTS, todo, todo_keys, todo_rows
from store.rules.filters import parse_filter
from tests.store.queries.books import Writing, base, write
from tests.store.queries.conftest import WORK_DATE

if TYPE_CHECKING:
    from store.queries.connection import Connection


def test_lines_are_oldest_due_date_first(c: Connection) -> None:
    found = lines(c, "i-new", WORK_DATE)
    assert [(line.entry_no, line.ticked, line.days_overdue) for line in found] == [
        (1, True, 31),
        (3, False, 21),
        (2, True, 0),
    ]
    assert (found[0].updated, found[0].status_code, found[0].notes, found[0].open_now) == (True, "PROMISED", 2, True)


def test_an_interaction_and_the_log(c: Connection) -> None:
    row = interaction(c, "i-new")
    assert row is not None
    assert (row.customer_name, row.at, row.state, row.entered) == (
        "Ādatum Corporation",
        "2026-03-31T09:00:00",
        "open",
        False,
    )
    assert [each.id for each in interaction_log(c, "10000")] == ["i-new", "i-old"]
    assert interaction(c, "gone") is None


def test_drafts_are_a_users_own(c: Connection) -> None:
    assert [(row.interaction_id, row.ticked, row.updated) for row in drafts(c, "anna")] == [("i-new", 2, 1)]
    assert drafts(c, "bob") == []


def test_what_must_be_known_before_speaking(c: Connection) -> None:
    known = warnings(c, "10000", None, WORK_DATE)
    assert (known.unapplied, known.unapplied_lcy, known.on_hold) == (2, Decimal(-500), 0)
    assert known.open_elsewhere == ("anna",)
    assert (known.last_at, known.last_by, known.last_description) == ("2026-03-27T15:00:00", "bob", "Call")
    assert warnings(c, "20000", None, WORK_DATE).on_hold == 1


def test_an_interaction_does_not_warn_of_itself_nor_of_a_week_ago(c: Connection) -> None:
    assert warnings(c, "10000", "i-new", WORK_DATE).open_elsewhere == ()
    assert warnings(c, "10000", "i-old", WORK_DATE).last_at == ""
    assert warnings(c, "10000", "i-new", date(2026, 4, 3)).last_at
    assert warnings(c, "10000", "i-new", date(2026, 4, 4)).last_at == ""


def test_promises_have_the_state_of_the_work_date(c: Connection) -> None:
    assert [(row.entry_no, row.state, row.level) for row in promises(c, work_date=WORK_DATE)] == [
        (1, "open", 1),
        (3, "broken", 1),
    ]
    later = promises(c, work_date=date(2026, 4, 11), customer_no="10000")
    assert [row.state for row in later] == ["broken", "broken"]
    assert [row.entry_no for row in promises(c, work_date=WORK_DATE, interaction_id="i-new")] == [1]
    assert promises(c, work_date=WORK_DATE, entry_nos=[2]) == []


def test_a_promise_after_a_broken_one_is_of_the_second_level(sqlite_url: str) -> None:
    def fill(w: Writing) -> None:
        base(w)
        w.promise(1, 400, date(2026, 3, 10), made_on=date(2026, 3, 1))
        w.promise(1, 400, date(2026, 3, 20), made_on=date(2026, 3, 11))
        w.promise(1, 1000, date(2026, 4, 10))

    write(sqlite_url, fill)
    connection = connect(sqlite_url)
    found = promises(connection, work_date=WORK_DATE)
    connection.close()
    assert [(row.state, row.level) for row in found] == [("broken", 1), ("broken", 2), ("open", 3)]


def test_open_promises_are_counted_by_customer(c: Connection) -> None:
    assert open_promises(c, WORK_DATE) == {"10000": 1}
    assert open_promises(c, date(2026, 3, 16), ["10000"]) == {"10000": 2}
    assert open_promises(c, WORK_DATE, ["20000"]) == {}


def test_todos_by_due_date(c: Connection) -> None:
    overdue, ahead = todo_keys(c, work_date=WORK_DATE)
    assert todo_keys(c, work_date=WORK_DATE, due="overdue") == [overdue]
    assert todo_keys(c, work_date=WORK_DATE, due="ahead") == [ahead]
    assert todo_keys(c, work_date=date(2026, 4, 10), due="today") == [ahead]
    assert todo_keys(c, work_date=date(2026, 4, 10), due="overdue") == [overdue]
    assert todo_keys(c, work_date=WORK_DATE, descending=True) == [ahead, overdue]
    assert todo_keys(c, work_date=WORK_DATE, state="closed") == []
    assert todo_keys(c, work_date=WORK_DATE, state="all", owners=("ANNA",), customer_no="10000") == [overdue, ahead]
    assert todo_keys(c, work_date=WORK_DATE, owners=("BOB",)) == []


def test_a_todo_shows_its_promise(c: Connection) -> None:
    overdue, ahead = (todo(c, key, WORK_DATE) for key in todo_keys(c, work_date=WORK_DATE))
    assert overdue is not None
    assert ahead is not None
    assert (overdue.due_on, overdue.overdue, overdue.promised_amount) == (date(2026, 3, 20), True, Decimal(200))
    assert (ahead.document_no, ahead.promised_amount, ahead.overdue, ahead.phone) == (
        "INV-1",
        Decimal(1000),
        False,
        "1",
    )
    assert todo_rows(c, [999], WORK_DATE) == {}


def test_todos_filter_and_sort(c: Connection) -> None:
    for text, count in {
        "inv-3": 1,
        "amt>500": 1,
        "due<today": 1,
        "promised>=2026-04-01": 1,
        "payment": 2,
        "!adatum": 0,
    }.items():
        assert len(todo_keys(c, work_date=WORK_DATE, filter=parse_filter(text, WORK_DATE))) == count, text
    for sort in TODO_SORTS:
        assert len(todo_keys(c, work_date=WORK_DATE, sort=sort, descending=True)) == 2
    with pytest.raises(ValueError, match="To-dos cannot be sorted"):
        todo_keys(c, work_date=WORK_DATE, sort="1")


def test_setup_and_what_a_new_store_has(c: Connection) -> None:
    settings = setup(c)
    assert (settings.lcy_code, settings.aging_limits, bands_of(settings).labels[0]) == ("GBP", (30, 60, 90), "Not due")
    assert [currency_decimals(settings, code) for code in ("", "GBP", "JPY", "KWD")] == [2, 2, 0, 3]
    codes = {row.code: row for row in status_codes(c)}
    assert codes["PROMISED"].payment_promised
    assert codes["QUERIED"].query_resolution_target == "1W"
    assert codes["QUERIED"].query_resolution_by_me
    assert codes.keys() == {"PROMISED", "QUERIED", "NO ANSWER", "CALL BACK", "PAID ALREADY"}
    assert [row.description for row in interaction_types(c)] == ["Call", "Call overdue", "E-mail", "Statement"]
    assert [row.code for row in controllers(c)] == ["ANNA", "BOB"]
    anna = controller_of(c, "anna")
    assert anna is not None
    assert anna.code == "ANNA"
    assert controller_of(c, "") is None
    assert query_reasons(c) is not None
    assert last_import(c) is None
