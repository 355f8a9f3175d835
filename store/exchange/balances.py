"""Compares the balances that a customers file carries with what the ledger entries come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.rules.money import from_units

if TYPE_CHECKING:
    from store.exchange.run import Run

_SHOWN: Final = 3
_DIFFERENT: Final = """
SELECT s.no, s.balance_lcy, COALESCE(b.balance_lcy, 0)
FROM staged_customer s LEFT JOIN (
    SELECT e.customer_no, CAST(SUM(e.remaining_lcy) AS BIGINT) AS balance_lcy
    FROM customer_ledger_entry e WHERE e.open GROUP BY e.customer_no
) b ON b.customer_no = s.no
WHERE s.balance_lcy <> COALESCE(b.balance_lcy, 0)
    AND s.no NOT IN (
        SELECT p.customer_no FROM customer_ledger_entry p WHERE p.entry_no < 0
            AND NOT EXISTS (SELECT 1 FROM detailed_customer_ledger_entry d
                WHERE d.entry_no = p.entry_no AND d.kind IN ('import_change', 'reversal')))
ORDER BY s.no
"""


def balance_notes(run: Run) -> tuple[str, ...]:
    """Say for which customers the file's Balance (LCY) is not the sum of their open entries, now that these are merged.

    Only where the files hold both pages. A customer with a payment posted here that the source does not carry yet is
    left out: its balances differ, and should. Nothing is ever refused for it.
    """
    if not run.space.rows("SELECT 1 FROM staged_entry LIMIT 1"):
        return ()
    found = run.space.rows(_DIFFERENT)
    if not found:
        return ()
    places, code = run.lcy.decimals, run.lcy.code
    told = [
        f"{no} ({from_units(said):.{places}f} in the file, {from_units(sums):.{places}f} in the entries)"
        for no, said, sums in found[:_SHOWN]
    ]
    more = ", …" if len(found) > _SHOWN else ""
    customers = "1 customer" if len(found) == 1 else f"{len(found)} customers"
    return (f"Balance ({code}) is not what the entries come to for {customers}: {', '.join(told)}{more}.",)
