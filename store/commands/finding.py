"""Look rows up for a change, locked until it is done, or refuse with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from store.commands.work import Refusal
from store.tables.calls import Interaction, InteractionLine
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.setup import CreditController

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from store.commands.work import Work

CHUNK = 5000
"""How many numbers one statement may name; both databases allow more."""

MOST_NAMED = 4
"""Document nos. that a sentence names before it counts."""


def chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers in ascending order, in lists that one statement may name."""
    ordered = sorted(set(numbers))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def named(names: Sequence[str]) -> str:
    """Document nos. as a sentence names them: `INV-1, INV-2 and INV-3`, from the fifth on counted."""
    if len(names) > MOST_NAMED + 1:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def customer(work: Work, no: str) -> Customer:
    """A customer by no.; raises Refusal where there is none."""
    found = work.session.get(Customer, no)
    if found is None:
        raise Refusal(f"There is no customer {no}.")
    return found


def interaction(work: Work, interaction_id: str) -> Interaction:
    """An interaction, locked; raises Refusal where there is none."""
    found = work.session.get(Interaction, interaction_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise Refusal("This interaction is not in the books: it was discarded. Begin a new one (i).")
    return found


def interaction_in_making(work: Work, interaction_id: str) -> Interaction:
    """An interaction that is still being made, locked; raises Refusal where it is closed or gone."""
    found = interaction(work, interaction_id)
    if found.state != "open":
        raise Refusal("This interaction is closed and stays as it is: begin a new one (i).")
    return found


def lines(work: Work, interaction_id: str, entry_nos: Collection[int] | None = None) -> dict[int, InteractionLine]:
    """Lines of an interaction by entry no., locked in that order; all of them, or those of some entries."""
    wanted = select(InteractionLine).where(InteractionLine.interaction_id == interaction_id)
    if entry_nos is not None:
        wanted = wanted.where(col(InteractionLine.entry_no).in_(entry_nos))
    wanted = wanted.order_by(col(InteractionLine.entry_no)).with_for_update().execution_options(populate_existing=True)
    return {line.entry_no: line for line in work.session.exec(wanted)}


def entries(work: Work, entry_nos: Iterable[int]) -> dict[int, CustomerLedgerEntry]:
    """Customer ledger entries by no., locked in that order."""
    found: dict[int, CustomerLedgerEntry] = {}
    for some in chunks(entry_nos):
        wanted = select(CustomerLedgerEntry).where(col(CustomerLedgerEntry.entry_no).in_(some))
        wanted = wanted.order_by(col(CustomerLedgerEntry.entry_no)).with_for_update()
        rows = work.session.exec(wanted.execution_options(populate_existing=True))
        found |= {entry.entry_no: entry for entry in rows}
    return found


def controller_of_user(work: Work) -> str | None:
    """The code of the credit controller that the operating system's user is mapped to, if any."""
    wanted = select(CreditController.code).where(CreditController.user_name == work.actor.user_name)
    return work.session.exec(wanted.order_by(col(CreditController.code)).limit(1)).first()


def check_controller(work: Work, code: str | None) -> str | None:
    """A credit controller's code, None for blank; raises Refusal where there is no such one."""
    if not code:
        return None
    if work.session.get(CreditController, code) is None:
        raise Refusal(f"There is no credit controller {code}: add one in setup, or choose another.")
    return code
