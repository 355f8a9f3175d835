from __future__ import annotations

from datetime import date

from store.rules.todos import PROMISE_DESCRIPTION, QUERY_DESCRIPTION, due_state, follow_up_description


def test_the_descriptions() -> None:
    assert PROMISE_DESCRIPTION == "Check promised payment has been received"
    assert QUERY_DESCRIPTION == "Check query resolution"
    assert follow_up_description(date(2026, 3, 31)) == "Follow up call from 31/03/26"
    assert follow_up_description(date(2026, 3, 31), "mdy") == "Follow up call from 03/31/26"


def test_how_a_todo_stands_to_the_work_date() -> None:
    day = date(2026, 4, 10)
    assert [due_state(day, date(2026, 4, today)) for today in (9, 10, 11)] == ["ahead", "today", "overdue"]
