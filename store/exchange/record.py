"""Records what an import changes, in the import's own transaction: entries, promises, limits, receipts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from store.queries.imports import change_keys, change_rows
from store.queries.promises import promises
from store.queries.setup import setup
from store.queries.within import Within
from store.rules.import_changes import MOST_NOT_IN_FILE, SHOWN
from store.rules.money import part_lcy, to_units

if TYPE_CHECKING:
    from store.exchange.run import Run
    from store.rows.calls import PromiseRow
    from store.rows.imports import ImportChangeRow

_INTO: Final = "INSERT INTO import_change (import_id, kind, customer_no, entry_no, currency_code,"
_CHANGED: Final = """
{into} before, after, before_lcy, after_lcy)
SELECT :batch, c.how, e.customer_no, e.entry_no, e.currency_code, e.remaining, c.remaining, e.remaining_lcy,
    c.remaining_lcy
FROM changed_entry c JOIN customer_ledger_entry e ON e.entry_no = c.entry_no
ORDER BY e.entry_no
""".replace("{into}", _INTO)
_NEW: Final = """
{into} after, after_lcy)
SELECT :batch, 'new', s.customer_no, s.entry_no, s.currency_code, s.remaining, s.remaining_lcy
FROM staged_entry s WHERE NOT s.known ORDER BY s.entry_no
""".replace("{into}", _INTO)
_NEW_CUSTOMERS: Final = """
{into} after, after_lcy)
SELECT :batch, 'new_customer', s.no, NULL, '', b.balance, b.balance
FROM staged_customer s LEFT JOIN balance_after b ON b.customer_no = s.no WHERE NOT s.known ORDER BY s.no
""".replace("{into}", _INTO)
_REPLACED: Final = """
{into} before, after, before_lcy, after_lcy, replaced_by)
SELECT :batch, 'replaced', p.customer_no, p.entry_no, p.currency_code, p.original_amount, s.original_amount,
    p.original_amount_lcy, s.original_amount_lcy, s.entry_no
FROM replaced r JOIN customer_ledger_entry p ON p.entry_no = r.posted_no
    JOIN customer_ledger_entry s ON s.entry_no = r.imported_no
ORDER BY p.entry_no DESC
""".replace("{into}", _INTO)
_NOT_IN_FILE: Final = """
{into} before, after, before_lcy, after_lcy)
SELECT :batch, 'not_in_file', e.customer_no, e.entry_no, e.currency_code, e.remaining, e.remaining, e.remaining_lcy,
    e.remaining_lcy
FROM missing_entry m JOIN customer_ledger_entry e ON e.entry_no = m.entry_no
WHERE e.open ORDER BY e.customer_no, e.entry_no LIMIT :most
""".replace("{into}", _INTO)
_TOUCHED: Final = """
INSERT INTO touched (customer_no)
SELECT c.customer_no FROM changed_entry c UNION SELECT s.customer_no FROM staged_entry s WHERE NOT s.known
UNION SELECT n.no FROM changed_customer n UNION SELECT s.no FROM staged_customer s WHERE NOT s.known
"""
_BALANCES: Final = """
INSERT INTO {table} (customer_no, balance, credit_limit)
SELECT c.no, COALESCE((SELECT CAST(SUM(e.remaining_lcy) AS BIGINT) FROM customer_ledger_entry e
    WHERE e.open AND e.customer_no = c.no), 0), c.credit_limit_lcy
FROM touched t JOIN customer c ON c.no = t.customer_no
"""
_LIMITS: Final = """
{into} before, after, before_lcy, after_lcy)
SELECT :batch, CASE WHEN n.is_over THEN 'over_limit' ELSE 'under_limit' END, n.customer_no, NULL, '', n.was_balance,
    n.balance, n.was_balance, n.balance
FROM (
    SELECT a.customer_no, a.balance, a.credit_limit > 0 AND a.balance > a.credit_limit AS is_over,
        b.balance AS was_balance, COALESCE(b.credit_limit > 0 AND b.balance > b.credit_limit, FALSE) AS was_over
    FROM balance_after a LEFT JOIN balance_before b ON b.customer_no = a.customer_no
) n
WHERE n.is_over <> n.was_over ORDER BY n.customer_no
""".replace("{into}", _INTO)
_LAST_WORK_DATE: Final = "SELECT work_date FROM import_batch WHERE id < :batch ORDER BY id DESC LIMIT 1"
_PROMISED: Final = """
SELECT DISTINCT p.entry_no FROM promise p
WHERE p.ended = '' AND (p.entry_no IN (SELECT c.entry_no FROM changed_entry c)
    OR p.promised_on >= :first AND p.promised_on < :last)
ORDER BY p.entry_no
"""
_PROMISE_COLUMNS: Final = (
    *("import_id", "kind", "customer_no", "entry_no", "promise_id", "currency_code"),
    *("before", "after", "before_lcy", "after_lcy"),
)


class Changes:
    """What one import changes: seen before the merge, and again after it.

    Args:
        run: The import, in its transaction.
        batch: Its number.
    """

    def __init__(self, run: Run, batch: int) -> None:
        self._run = run
        self._space = run.space
        self._batch = batch
        self._promises: list[PromiseRow] = []
        self._first = {
            "customers": not run.space.rows("SELECT 1 FROM customer LIMIT 1"),
            "entries": not run.space.rows("SELECT 1 FROM customer_ledger_entry LIMIT 1"),
        }

    def before(self) -> None:
        """Note how things stand, and record the known entries that change."""
        space = self._space
        space.make("touched", "customer_no TEXT")
        for table in ("balance_before", "balance_after"):
            space.make(table, "customer_no TEXT, balance BIGINT, credit_limit BIGINT")
        space.run(_TOUCHED)
        if not self._first["customers"]:
            space.run(_BALANCES.format(table="balance_before"))
        if not self._first["entries"]:
            space.run(_CHANGED, batch=self._batch)
            self._promises = self._promises_before()

    def after(self) -> None:
        """Record what became of it. Of the first import the new ones are not recorded one by one: all are new."""
        space, batch = self._space, self._batch
        space.run(_BALANCES.format(table="balance_after"))
        space.index("balance_before", "customer_no")
        space.run(_LIMITS, batch=batch)
        if not self._first["customers"]:
            space.index("balance_after", "customer_no")
            space.run(_NEW_CUSTOMERS, batch=batch)
        if not self._first["entries"]:
            space.run(_NEW, batch=batch)
            space.run(_REPLACED, batch=batch)
            space.run(_NOT_IN_FILE, batch=batch, most=MOST_NOT_IN_FILE)
            self._record_promises()
        for table in ("touched", "balance_before", "balance_after"):
            space.run(f"DROP TABLE {table}")

    def counts(self) -> dict[str, int]:
        """How many changes are recorded, by kind."""
        sql = "SELECT kind, COUNT(*) FROM import_change WHERE import_id = :batch GROUP BY kind"
        return {str(kind): int(count) for kind, count in self._space.rows(sql, batch=self._batch)}

    def rows(self) -> tuple[ImportChangeRow, ...]:
        """The first of them, as they are told."""
        books = Within(self._run.connection)
        keys = change_keys(books, self._batch, self._run.actor.work_date, limit=SHOWN)
        return tuple(change_rows(books, keys).values()) if keys else ()

    def _promises_before(self) -> list[PromiseRow]:
        """Promises that this import settles, or whose day passed since the last one, as they stood then."""
        work_date = self._run.actor.work_date
        books = Within(self._run.connection)
        found = books.rows(_LAST_WORK_DATE, batch=self._batch)
        last = min(date.fromisoformat(found[0][0]), work_date) if found else work_date
        grace = timedelta(days=setup(books).promise_grace_days)
        numbers = books.rows(_PROMISED, first=(last - grace).isoformat(), last=(work_date - grace).isoformat())
        return promises(books, work_date=last, entry_nos=[number for (number,) in numbers]) if numbers else []

    def _record_promises(self) -> None:
        if not self._promises:
            return
        numbers = sorted({row.entry_no for row in self._promises})
        now = promises(Within(self._run.connection), work_date=self._run.actor.work_date, entry_nos=numbers)
        was = {row.id: row for row in self._promises}
        rows = [self._promise(was[row.id], row) for row in now if row.id in was and row.state != was[row.id].state]
        self._space.append("import_change", _PROMISE_COLUMNS, rows)

    def _promise(self, was: PromiseRow, now: PromiseRow) -> tuple[object, ...]:
        """A promise whose state is another now, and what was and is outstanding; LCY by the promise's own rate."""
        left = (was.outstanding, now.outstanding)
        outstanding = [to_units(each) for each in left]
        in_lcy = [to_units(part_lcy(each, now.amount, now.amount_lcy, self._run.lcy.decimals)) for each in left]
        kind = f"promise_{now.state.replace(' ', '_')}"
        return (self._batch, kind, now.customer_no, now.entry_no, now.id, now.currency_code, *outstanding, *in_lcy)
