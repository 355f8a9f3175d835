"""Invariants of interactions, promises and to-dos."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from store.queries.findings import finding
from store.queries.promises import standings

if TYPE_CHECKING:
    from datetime import date

    from store.queries.connection import Connection
    from store.queries.promises import Standing
    from store.rows.check import Finding

_TODO: Final = "SELECT t.id, t.customer_no, t.description FROM todo t WHERE {} ORDER BY t.id"
_QUERIED: Final = (
    "EXISTS (SELECT 1 FROM customer_ledger_entry e JOIN status_code s ON s.code = e.status_code"
    " WHERE e.entry_no = t.entry_no AND e.open AND s.queried)"
)
_FOLLOWS: Final = (
    "EXISTS (SELECT 1 FROM interaction i WHERE i.id = t.source_key AND i.next_interaction_on = t.due_on"
    " AND i.customer_no = t.customer_no)"
)
_STATEMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "todo_state",
        "To-dos that are open with a closing date, or closed without one",
        _TODO.format("(t.state = 'open') <> (t.closed_on IS NULL) OR t.state NOT IN ('open', 'closed')"),
    ),
    (
        "query",
        "Query to-dos that are open although their entry is paid or no longer queried (rule 9)",
        _TODO.format(f"t.kind = 'query' AND t.state = 'open' AND NOT {_QUERIED}"),
    ),
    (
        "follow_up",
        "Follow-up to-dos that are open on another day than their interaction's next date (rule 9)",
        _TODO.format(f"t.kind = 'follow_up' AND t.state = 'open' AND NOT {_FOLLOWS}"),
    ),
    (
        "next_interaction",
        "Interactions whose next interaction date has no follow-up to-do (rule 9)",
        (
            "SELECT i.at, i.customer_no, i.description FROM interaction i WHERE i.next_interaction_on IS NOT NULL AND"
            " NOT EXISTS (SELECT 1 FROM todo t WHERE t.kind = 'follow_up' AND t.source_key = i.id"
            " AND t.due_on = i.next_interaction_on) ORDER BY i.at"
        ),
    ),
    (
        "line",
        "Interaction lines that were updated without a status code, or show another customer's entry (rule 6)",
        (
            "SELECT l.interaction_id, l.document_no FROM interaction_line l"
            " JOIN interaction i ON i.id = l.interaction_id JOIN customer_ledger_entry e ON e.entry_no = l.entry_no"
            " WHERE (l.updated AND l.status_code IS NULL) OR e.customer_no <> i.customer_no"
            " ORDER BY l.interaction_id, l.entry_no"
        ),
    ),
    (
        "promise_amount",
        "Promises of nothing or less, or of more than their entry ever was (rule 7)",
        (
            "SELECT p.id, e.document_no FROM promise p JOIN customer_ledger_entry e ON e.entry_no = p.entry_no"
            " WHERE p.amount <= 0 OR p.amount > e.original_amount OR p.currency_code <> e.currency_code ORDER BY p.id"
        ),
    ),
    (
        "promise_todo",
        "Promises without a to-do, or with one on another day (rule 9)",
        (
            "SELECT p.id, p.promised_on FROM promise p WHERE NOT EXISTS (SELECT 1 FROM todo t WHERE t.promise_id = p.id"
            " AND t.kind = 'promise' AND t.entry_no = p.entry_no AND t.due_on = p.promised_on) ORDER BY p.id"
        ),
    ),
)


def call_findings(c: Connection, work_date: date) -> list[Finding]:
    """List what does not agree among interactions, promises and to-dos at the work date."""
    made = [finding(name, sentence, c.rows(sql)) for name, sentence, sql in _STATEMENTS]
    promised = standings(c, work_date=work_date)
    todos = c.rows(
        "SELECT t.promise_id, t.state, t.closed_by_hand, t.id FROM todo t WHERE t.kind = 'promise' ORDER BY t.id"
    )
    made.append(
        finding(
            "promise_state",
            "Promise to-dos that do not agree with what became of their promise (rule 8)",
            _disagreeing(promised, [(number, state == "open", bool(hand)) for number, state, hand, _ in todos]),
        )
    )
    return [each for each in made if each]


def _disagreeing(promised: list[Standing], todos: list[tuple[int, bool, bool]]) -> list[tuple[int, str, str]]:
    """The to-do of an entry's last promise follows the promise; earlier ones gave way to it."""
    by_entry: dict[int, list[Standing]] = defaultdict(list)
    for each in promised:
        by_entry[each.row.entry_no].append(each)
    is_open = {number: (state, hand) for number, state, hand in todos}
    wrong = []
    for known in by_entry.values():
        for place, each in enumerate(known):
            state, by_hand = is_open.get(each.row.id, (False, True))
            wanted = each.todo_open and place == len(known) - 1
            if state is not wanted and not by_hand:
                wrong.append((each.row.id, each.row.document_no, each.row.state))
    return wrong
