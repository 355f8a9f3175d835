"""What settled an entry, made of its detailed entries: what was taken back counts as if it had never been (rule 8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from store.rules.promise_life import Settlement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Detail:
    """A detailed entry but the initial one.

    Attributes:
        kind: As in the ledger: `application`, `discount`, `import_payment` and so on.
        posting_date: Of the payment or credit.
        import_date: Work date of the import that brought it; None where none did.
        at: When it was recorded.
        amount: In the entry's currency, with the ledger's sign: negative lowers what the customer owes.
        by_credit: Whether it was applied from a credit memo.
        import_id: The import that brought it, if any.
        posting_id: The posting made here that wrote it, if any.
        reverses_id: The posting that this posting takes back, if any.
    """

    kind: str
    posting_date: date
    import_date: date | None
    at: datetime
    amount: Decimal
    by_credit: bool = False
    import_id: int | None = None
    posting_id: int | None = None
    reverses_id: int | None = None


def settlements_of(details: Sequence[Detail]) -> list[Settlement]:
    """Tell what settled one entry, as it was recorded.

    A posting that was taken back is left out with what took it back; one that was made again after that counts from
    when it was first made. Where an import brought the payment that was posted here before, the one posted here counts.

    Args:
        details: All of the entry's but the initial one, in the order in which they were recorded.
    """
    followed_by = {each.reverses_id: each.posting_id for each in details if each.reverses_id is not None}
    freed: dict[int | None, Decimal] = defaultdict(Decimal)
    for each in details:
        if _freed(each):
            freed[each.import_id] += each.amount
    made = []
    for each in details:
        if each.reverses_id is not None or _taken_back(each.posting_id, followed_by) or _freed(each):
            continue
        again = min(freed[each.import_id], max(-each.amount, Decimal(0))) if each.import_id is not None else Decimal(0)
        freed[each.import_id] -= again
        if each.amount + again:
            made.append(_settlement(each, each.amount + again))
    made += [_settlement(each, freed.pop(each.import_id)) for each in details if _freed(each) and freed[each.import_id]]
    return made


def _freed(detail: Detail) -> bool:
    """Whether an import took back what was applied here, because it brought the payment itself (rule 18)."""
    return detail.kind == "unapplication" and detail.import_id is not None


def _taken_back(posting_id: int | None, followed_by: dict[int, int | None]) -> bool:
    """Whether a posting does not stand: taken back, and that not taken back in its turn."""
    steps = 0
    while posting_id is not None and posting_id in followed_by:
        posting_id, steps = followed_by[posting_id], steps + 1
    return steps % 2 == 1


def _settlement(detail: Detail, amount: Decimal) -> Settlement:
    return Settlement(
        posting_date=detail.posting_date,
        import_date=detail.import_date or detail.posting_date,
        at=detail.at,
        amount=-amount,
        kind="credit" if detail.kind == "import_credit" or detail.by_credit else "payment",
    )
