"""Names that ledger rows give customers: the latest counts unless a file of customers has one; all are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.exchange.layout import CUSTOMER_FIELDS
from store.rules.text import search_text, sort_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.exchange.ledger_customers import LedgerCustomer, LedgerCustomers
    from store.exchange.workspace import Workspace

_COLUMNS: Final = ("place", "no", *CUSTOMER_FIELDS, "sort_name", "search_text")
_IN_BOOKS: Final = "SELECT no, name FROM customer"
_NAMED: Final = "SELECT customer_no, name, named_on FROM customer_name"

_MORE_NAMES: Final = """
INSERT INTO customer_name (customer_no, name, named_on)
SELECT s.customer_no, s.name, s.named_on FROM staged_name s
WHERE NOT EXISTS (SELECT 1 FROM customer_name n WHERE n.customer_no = s.customer_no AND n.name = s.name)
ORDER BY s.customer_no, s.name
"""
_LATER: Final = """
UPDATE customer_name SET named_on = s.named_on FROM staged_name s
WHERE s.customer_no = customer_name.customer_no AND s.name = customer_name.name AND s.named_on > customer_name.named_on
"""
_FORMER: Final = """
INSERT INTO customer_name (customer_no, name)
SELECT c.no, c.name FROM changed_customer n JOIN customer c ON c.no = n.no
WHERE c.name <> n.name AND c.name <> ''
    AND NOT EXISTS (SELECT 1 FROM customer_name k WHERE k.customer_no = c.no AND k.name = c.name)
ORDER BY c.no
"""
_BY_FILE: Final = """
UPDATE customer_name SET named_on = NULL
WHERE EXISTS (SELECT 1 FROM staged_customer s
    WHERE s.place > 0 AND s.no = customer_name.customer_no AND s.name = customer_name.name)
"""
_NAMED_BY_FILE: Final = """
INSERT INTO customer_name (customer_no, name)
SELECT c.no, c.name FROM customer c
WHERE c.no IN (SELECT s.no FROM staged_customer s WHERE s.place > 0
        UNION SELECT m.customer_no FROM staged_name m WHERE m.by_file)
    AND EXISTS (SELECT 1 FROM customer_name n WHERE n.customer_no = c.no)
    AND NOT EXISTS (SELECT 1 FROM customer_name n WHERE n.customer_no = c.no AND n.named_on IS NULL)
ORDER BY c.no
"""


def stage_names(space: Workspace, customers: LedgerCustomers) -> None:
    """Stage customers as ledger rows name them, and all their spellings.

    A customer of a file of customers, of this import or an earlier one, keeps its name; one that only ledgers name has
    the latest of its names, by posting date.

    Args:
        space: Where they are staged.
        customers: What the rows say.
    """
    space.make("staged_name", "customer_no TEXT, name TEXT, named_on DATE, by_file BOOLEAN")
    if not customers:
        return
    staged = dict(space.rows("SELECT no, name FROM staged_customer"))
    books = _Books(space)
    space.fill("staged_customer", _COLUMNS, books.rows(customers, staged))
    space.fill("staged_name", ("customer_no", "name", "named_on", "by_file"), books.names(customers, staged))
    space.index("staged_name", "customer_no")


class _Books:
    """What the books call their customers."""

    def __init__(self, space: Workspace) -> None:
        self._called: dict[str, str] = dict(space.rows(_IN_BOOKS))
        self._known: dict[str, dict[str, str]] = {}
        for no, name, day in space.rows(_NAMED):
            self._known.setdefault(no, {})[name] = str(day or "")

    def _by_ledger(self, no: str) -> bool:
        """Whether only ledgers have named a customer so far."""
        if no not in self._called or not self._called[no]:
            return True
        known = self._known.get(no, {})
        return bool(known) and "" not in known.values()

    def rows(self, customers: LedgerCustomers, staged: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        """Rows of customers that are new, or that only ledgers name."""
        for no, told in customers.items():
            if no in staged or not self._by_ledger(no):
                continue
            latest = max(((day, name) for name, day in self._known.get(no, {}).items()), default=("", ""))
            name = latest[1] if latest[0] > told.named_on else told.name or latest[1]
            if no in self._called and name == self._called[no] and not told.details:
                continue
            yield self._row(no, name, told)

    def _row(self, no: str, name: str, told: LedgerCustomer) -> tuple[Any, ...]:
        details = {**told.details, "name": name}
        names = [name, *told.all_spellings(), *self._known.get(no, {})]
        searched = search_text(no, *names, str(details.get("contact_name", "")), str(details.get("email", "")))
        return (0, no, *(details.get(field) for field in CUSTOMER_FIELDS), sort_name(name), searched)

    def names(self, customers: LedgerCustomers, staged: dict[str, str]) -> Iterator[tuple[str, str, str, bool]]:
        """The spellings to keep: all of a customer whom only ledgers name, of the others those that differ."""
        for no, told in customers.items():
            by_file = no in staged or not self._by_ledger(no)
            name = staged.get(no) or self._called.get(no, "")
            for spelling, day in told.all_spellings().items():
                if not by_file or spelling != name:
                    yield no, spelling, day, by_file


def keep_former_names(space: Workspace) -> None:
    """Keep the name of a customer that is about to get another, in the import's transaction."""
    space.run(_FORMER)


def merge_names(space: Workspace) -> None:
    """Bring the spellings in, once the customers are there, in the import's transaction."""
    space.run(_MORE_NAMES)
    space.run(_LATER)
    space.run(_BY_FILE)
    space.run(_NAMED_BY_FILE)
