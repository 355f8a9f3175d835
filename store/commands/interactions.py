"""Interactions: begun with a snapshot, kept while they are made, closed or discarded (rules 10 to 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import calls, finding, todos
from store.commands.headers import change_interaction
from store.commands.work import ChangedMeanwhile, Refusal
from store.tables.calls import Interaction, InteractionLine, Todo
from store.tables.ledger import Contact, CustomerLedgerEntry
from store.tables.outbox import OutboxMessage
from store.tables.receipts import JournalLine, Posting

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.calls import (
        CloseInteraction,
        KeepDraft,
        OpenInteraction,
        ResumeInteraction,
        TakeOver,
        TickLines,
    )
    from store.tables.ledger import Customer

__all__ = [
    "change_interaction",
    "close_interaction",
    "keep_draft",
    "open_interaction",
    "resume_interaction",
    "take_over",
    "tick_lines",
]

SNAPSHOT: Final = (
    *("entry_no", "posting_date", "document_type", "document_no", "external_document_no", "description"),
    *("currency_code", "original_amount", "remaining", "remaining_lcy", "on_hold", "status_code"),
    *("promised_date", "promised_amount", "query_target_date", "query_by", "query_reason"),
)
"""Columns that a line copies from its entry as they stand."""


def open_interaction(work: Work, request: OpenInteraction) -> None:
    """Begin an interaction with a customer's open entries as they are now.

    Contact, phone and e-mail come from the credit control contact, else from the customer; the credit controller from
    the customer, else it is the user. Ticked entries that are closed are left out.

    Raises:
        Refusal: There is no such customer.
    """
    customer = finding.customer(work, request.customer_no)
    contact = work.session.get(Contact, customer.credit_control_contact_id or 0)
    controller = customer.credit_controller_code or finding.controller_of_user(work)
    interaction = Interaction(
        id=request.interaction_id,
        customer_no=customer.no,
        at=request.at,
        origin=request.origin,
        todo_id=request.todo_id,
        contact_id=contact.id if contact else None,
        contact_name=(contact.name if contact else "") or customer.contact_name,
        phone=(contact.phone if contact else "") or customer.phone,
        email=(contact.email if contact else "") or customer.email,
        credit_controller_code=controller,
        user_name=work.actor.user_name,
        holder=work.actor.holder,
    )
    work.session.add(interaction)
    work.session.flush()
    if lines := _snapshot(work, customer, interaction, frozenset(request.ticked)):
        work.session.execute(sa.insert(InteractionLine), lines)  # no images of a snapshot in the audit
    work.summary = f"Interaction with {customer.name or customer.no} begun"


def _snapshot(work: Work, customer: Customer, interaction: Interaction, ticked: frozenset[int]) -> list[dict[str, Any]]:
    """The customer's outstanding entries as lines, in entry no. order."""
    wanted = select(CustomerLedgerEntry).where(
        CustomerLedgerEntry.customer_no == customer.no, col(CustomerLedgerEntry.open)
    )
    return [
        _line(interaction.id, entry, ticked=entry.entry_no in ticked)
        for entry in work.session.exec(wanted.order_by(col(CustomerLedgerEntry.entry_no)))
    ]


def _line(interaction_id: str, entry: CustomerLedgerEntry, *, ticked: bool) -> dict[str, Any]:
    copied = {name: getattr(entry, name) for name in SNAPSHOT}
    own = {"interaction_id": interaction_id, "version": 1, "ticked": ticked, "updated": False}
    return copied | own | {"due_date": entry.effective_due_date}


def resume_interaction(work: Work, request: ResumeInteraction) -> None:
    """Go on with a draft: this program holds it from now on (rule 12).

    Raises:
        Refusal: It is closed or gone, or another's.
    """
    interaction = finding.interaction_in_making(work, request.interaction_id)
    if interaction.user_name not in {"", work.actor.user_name}:
        raise Refusal(f"This interaction is {interaction.user_name}'s: take it over first (R).")
    interaction.holder = work.actor.holder
    work.summary = "Gone on with the draft"


def take_over(work: Work, request: TakeOver) -> None:
    """Hold an interaction that somebody left open; from now on it is the user's own, with all that is half typed.

    Raises:
        Refusal: It is closed or gone.
        ChangedMeanwhile: Another program goes on with it since the page showed it.
    """
    interaction = finding.interaction_in_making(work, request.interaction_id)
    if interaction.holder != request.holder:
        raise ChangedMeanwhile("Somebody went on with this interaction meanwhile: look at it again (r).")
    who, before = finding.customer(work, interaction.customer_no), interaction.user_name
    interaction.holder, interaction.user_name = work.actor.holder, work.actor.user_name
    work.summary = f"Interaction with {who.name or who.no} taken over from {before or 'nobody'}"


def tick_lines(work: Work, request: TickLines) -> None:
    """Keep which lines are ticked; other lines stay as they are.

    Raises:
        Refusal: The interaction is closed or gone, or an entry is none of its lines.
    """
    finding.interaction_in_making(work, request.interaction_id)
    wanted = request.ticked | request.unticked
    found = finding.lines(work, request.interaction_id, wanted)
    if len(found) < len(wanted):
        raise Refusal("An entry is not in this interaction: look at it again (r).")
    for number, line in found.items():
        line.ticked = number in request.ticked
    work.summary = f"Ticked {len(request.ticked)}, unticked {len(request.unticked)}"


def keep_draft(work: Work, request: KeepDraft) -> None:
    """Keep what is half typed; of a closed or discarded interaction nothing is kept."""
    wanted = select(Interaction).where(Interaction.id == request.interaction_id).with_for_update()
    interaction = work.session.exec(wanted.execution_options(populate_existing=True)).first()
    if interaction is not None and interaction.state == "open":
        interaction.draft = request.draft


def close_interaction(work: Work, request: CloseInteraction) -> None:
    """Close an interaction: kept, or gone with its lines and to-dos (rule 11); a call that is on is over then.

    Keeping one that was made from a follow-up closes that follow-up (rule 9).

    Raises:
        Refusal: It is closed or gone already, or it is to be discarded although something was entered.
    """
    interaction = finding.interaction_in_making(work, request.interaction_id)
    who = finding.customer(work, interaction.customer_no)
    if not request.save:
        _discard(work, interaction)
        work.summary = f"Blank interaction with {who.name or who.no} discarded"
        return
    calls.end(work, interaction)
    interaction.state = "closed"
    interaction.closed_at = work.now
    interaction.draft = ""
    if interaction.todo_id is not None:
        _followed_up(work, interaction.todo_id)
    work.summary = f"Interaction with {who.name or who.no} closed"


def _followed_up(work: Work, todo_id: int) -> None:
    todo = work.session.get(Todo, todo_id, with_for_update=True)
    if todo is not None and todo.kind == "follow_up" and todo.state == "open":
        todos.close(todo, "followed up", work.actor.work_date)


def _discard(work: Work, interaction: Interaction) -> None:
    lines = finding.lines(work, interaction.id)
    if interaction.entered or interaction.call_started_at or any(line.updated for line in lines.values()):
        raise Refusal("Something was entered in this interaction: it is kept. Close it with saving.")
    if _has_receipts(work, interaction):
        raise Refusal("A receipt was entered or posted from this interaction: it is kept. Close it with saving.")
    if _has_mails(work, interaction):
        raise Refusal("A mail was sent or queued from this interaction: it is kept. Close it with saving.")
    made = select(Todo).where(Todo.interaction_id == interaction.id).with_for_update()
    for row in (*work.session.exec(made), *lines.values()):
        work.session.delete(row)
    work.session.flush()
    work.session.delete(interaction)


def _has_receipts(work: Work, interaction: Interaction) -> bool:
    """Whether journal lines or postings, also reversed ones, say that they were made from it."""
    lines = select(JournalLine.id).where(JournalLine.interaction_id == interaction.id).limit(1)
    posted = select(Posting.id).where(Posting.interaction_id == interaction.id).limit(1)
    return any(work.session.exec(wanted).first() is not None for wanted in (lines, posted))


def _has_mails(work: Work, interaction: Interaction) -> bool:
    """Whether a mail is recorded with it, in whatever state: its bytes are frozen."""
    wanted = select(OutboxMessage.id).where(OutboxMessage.interaction_id == interaction.id).limit(1)
    return work.session.exec(wanted).first() is not None
