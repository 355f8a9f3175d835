"""Short ways to save, post and take back cash receipts at a desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from store.requests.receipts import ApplyEntries, PostJournal, PostResult, ReversePosting, SaveJournalLine, Unapply
from store.tables.receipts import JournalLine
from tests.store.baseset import ANNA

if TYPE_CHECKING:
    from store.requests.base import Actor
    from tests.store.baseset import Desk

APRIL_3: Final = date(2026, 4, 3)


def of(*values: Any) -> tuple[Any, ...]:  # noqa: ANN401 - amounts are compared with whole numbers
    """Values to compare with others in one line."""
    return values


def line(amount: str, *applies_to: int | tuple[int, str], day: date = APRIL_3, **more: Any) -> SaveJournalLine:  # noqa: ANN401 - fields of the request
    """The request that saves a line of C1; entries alone take as much as is left."""
    parts = [(each, None) if isinstance(each, int) else (each[0], Decimal(each[1])) for each in applies_to]
    fields = {"actor": ANNA, "customer_no": "C1", "posting_date": day, "applies_to": tuple(parts), **more}
    return SaveJournalLine(amount=Decimal(amount), **fields)


def saved(desk: Desk, amount: str, *applies_to: int | tuple[int, str], **more: Any) -> int:  # noqa: ANN401
    """Save a line; its id."""
    number = desk.do(line(amount, *applies_to, **more)).result
    assert isinstance(number, int)
    return number


def post_of(desk: Desk, actor: Actor = ANNA, *numbers: int) -> PostJournal:
    """The request that posts lines as they are, all of them unless some are named."""
    versions = {each.id or 0: each.version for each in desk.all(JournalLine)}
    return PostJournal(actor=actor, lines=tuple((number, versions[number]) for number in numbers or versions))


def post(desk: Desk, amount: str, *applies_to: int | tuple[int, str], **more: Any) -> PostResult:  # noqa: ANN401
    """Save a line and post it."""
    number = saved(desk, amount, *applies_to, **more)
    return result(desk.do(post_of(desk, more.get("actor", ANNA), number)))


def result(done: Any) -> PostResult:  # noqa: ANN401 - an outcome that was done
    """What a posting did."""
    assert isinstance(done.result, PostResult)
    return done.result


def unapply(desk: Desk, payment: int = -1, actor: Actor = ANNA) -> PostResult:
    """Unapply a payment."""
    return result(desk.do(Unapply(actor=actor, payment_entry_no=payment)))


def apply_to(desk: Desk, *entries: int, payment: int = -1, actor: Actor = ANNA) -> PostResult:
    """Apply a payment to entries, to the oldest where none is named."""
    parts = tuple((each, None) for each in entries)
    return result(
        desk.do(ApplyEntries(actor=actor, payment_entry_no=payment, applies_to=parts, oldest_first=not entries))
    )


def reverse(desk: Desk, payment: int = -1, actor: Actor = ANNA) -> PostResult:
    """Reverse a payment."""
    return result(desk.do(ReversePosting(actor=actor, payment_entry_no=payment)))
