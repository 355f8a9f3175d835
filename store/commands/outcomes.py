"""What a call came to, recorded in one change: what could be done on the page one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from store.commands import calls, finding
from store.commands.headers import change_interaction
from store.commands.updates import update_entries
from store.commands.work import Refusal
from store.requests.calls import ChangeInteraction, UpdateEntries
from store.rules import text
from store.rules.dates import echo_date
from store.rules.outcomes import LABELS
from store.tables.setup import InteractionType

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.calls import UpdateResult
    from store.requests.outcomes import RecordOutcome
    from store.tables.calls import Interaction


def record_outcome(work: Work, request: RecordOutcome) -> UpdateResult | None:
    """Record a call's outcome: type, description, note, next interaction date with its to-do, and the entries' status.

    A call that is on is over then.

    Raises:
        Refusal: The interaction is closed or gone, there is no such outcome, or a part of it is refused.
        ChangedMeanwhile: An entry was changed or paid since the page showed it.
    """
    if request.outcome not in LABELS:
        raise Refusal(f"“{text.clean(request.outcome)}” is no outcome of a call: choose one of the list.")
    interaction = finding.interaction_in_making(work, request.interaction_id)
    changes = _header(work, interaction, request)
    change_interaction(
        work, ChangeInteraction(actor=work.actor, interaction_id=request.interaction_id, changes=changes)
    )
    work.nothing_done = False
    interaction.outcome = request.outcome
    calls.end(work, interaction)
    work.session.flush()
    result = None
    if request.entries and request.status_code:
        result = update_entries(
            work,
            UpdateEntries(
                actor=work.actor,
                interaction_id=request.interaction_id,
                entries=request.entries,
                status_code=request.status_code,
            ),
        )
    work.summary = _told(request, work.summary if result else "")
    return result


def _header(work: Work, interaction: Interaction, request: RecordOutcome) -> dict[str, object]:
    """The header's fields that the outcome changes."""
    changes: dict[str, object] = {}
    kind = work.session.get(InteractionType, interaction.interaction_type_id or 0)
    if kind is None and (call := _call_type(work)) is not None:
        changes["interaction_type_id"] = call.id
    if interaction.description in {"", *LABELS.values(), kind.description if kind else ""}:
        changes["description"] = request.description or LABELS[request.outcome]
    if note := text.clean_lines(request.note).strip():
        changes["notes"] = "\n".join(filter(None, (interaction.notes, note)))
    if request.next_interaction_on is not None:
        changes["next_interaction_on"] = request.next_interaction_on
        changes["next_interaction_time"] = request.next_interaction_time
    return changes


def _call_type(work: Work) -> InteractionType | None:
    """The first interaction type that is a call, one that selects nothing by itself before others."""
    wanted = select(InteractionType).where(col(InteractionType.call)).order_by(col(InteractionType.position))
    found = work.session.exec(wanted.order_by(col(InteractionType.id))).all()
    return next((each for each in found if not each.auto_select_overdue), next(iter(found), None))


def _told(request: RecordOutcome, updated: str) -> str:
    """What was recorded, as a sentence."""
    told = LABELS[request.outcome]
    if request.next_interaction_on:
        time = f" at {request.next_interaction_time}" if request.next_interaction_time else ""
        told += f", next interaction on {echo_date(request.next_interaction_on)}{time}"
    return "; ".join(filter(None, (told, updated)))
