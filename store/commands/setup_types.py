"""Setup: interaction types and their order (rule 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from store.commands.setup_parts import as_shown, checked_name, refuse_used, used
from store.commands.work import Refusal
from store.tables.calls import Interaction
from store.tables.setup import InteractionType

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar

    from store.commands.work import Work
    from store.requests.setup import DeleteInteractionType, SaveInteractionType


def save_interaction_type(work: Work, request: SaveInteractionType) -> None:
    """Make or change an interaction type and its place in the order (S30).

    Raises:
        Refusal: The description is blank or another type's.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    description = checked_name(request.description)
    if not description:
        raise Refusal("An interaction type needs a description: type one.")
    types = list(work.session.exec(_in_order().with_for_update()))
    if any(each.description.casefold() == description.casefold() and each.id != request.type_id for each in types):
        raise Refusal(f"There is an interaction type “{description}” already: change that one, or name it otherwise.")
    row = InteractionType(description=description)
    if request.type_id is not None:
        found = next((each for each in types if each.id == request.type_id), None)
        row = as_shown(found, request.version, f"The interaction type “{description}”")
    row.description, row.call, row.email = description, request.call, request.email
    row.statement, row.auto_select_overdue = request.statement, request.auto_select_overdue
    _place(work, [each for each in types if each is not row], row, request.position)
    work.summary = f"Interaction type “{description}” saved"


def _in_order() -> SelectOfScalar[InteractionType]:
    return select(InteractionType).order_by(col(InteractionType.position), col(InteractionType.id))


def _place(work: Work, others: list[InteractionType], row: InteractionType, position: int) -> None:
    """Number all types from 1 on with this one at its place; 0 is the last."""
    at = position - 1 if 0 < position <= len(others) else len(others)
    for place, each in enumerate((*others[:at], row, *others[at:]), 1):
        if each.position != place:
            each.position = place
        work.session.add(each)


def delete_interaction_type(work: Work, request: DeleteInteractionType) -> None:
    """Delete an interaction type.

    Raises:
        Refusal: Interactions are of this type, or it is gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    found = work.session.get(InteractionType, request.type_id, with_for_update=True)
    row = as_shown(found, request.version, "The interaction type")
    held = used(work, Interaction.interaction_type_id, request.type_id, "interaction", named=Interaction.customer_no)
    refuse_used(f"“{row.description}”", (), [held])
    work.session.delete(row)
    work.summary = f"Interaction type “{row.description}” deleted"
