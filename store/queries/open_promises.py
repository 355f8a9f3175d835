"""How many open promises customers have (rule 8)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from store.queries.values import Query

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from store.queries.connection import Connection


def open_promises(c: Connection, work_date: date, customer_nos: Iterable[str] | None = None) -> dict[str, int]:
    """Count the open promises a customer has at the work date; customers without any are left out.

    Args:
        c: The books.
        work_date: The program's today.
        customer_nos: Only these customers.
    """
    q = Query(c)
    # A promise has one to-do, which knows the customer: much shorter than the way over all the customer's entries.
    ours = "" if customer_nos is None else f" AND t.customer_no {q.among_texts(customer_nos)}"
    found = q.rows(
        "SELECT p.entry_no FROM todo t JOIN promise p ON p.id = t.promise_id"
        " WHERE t.kind = 'promise' AND p.ended = ''{ours}",
        ours=ours,
    )
    if not found:
        return {}
    from store.queries.promises import promises  # noqa: PLC0415 - start-up: many books have none

    counted: dict[str, int] = defaultdict(int)
    for row in promises(c, work_date=work_date, entry_nos=sorted({entry for (entry,) in found})):
        if row.state == "open":
            counted[row.customer_no] += 1
    return dict(counted)
