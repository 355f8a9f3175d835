"""Calls of an interaction: when one was started and when it was over (rule 13, S31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands import finding
from store.rules import text

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.calls import EndCall, StartCall
    from store.tables.calls import Interaction

LONGEST = 50


def start_call(work: Work, request: StartCall) -> None:
    """Note that a call was started; from now on the interaction counts as entered (rule 11).

    Raises:
        Refusal: The interaction is closed or gone.
    """
    interaction = finding.interaction_in_making(work, request.interaction_id)
    interaction.call_started_at = work.now.replace(microsecond=0)
    interaction.call_ended_at = None
    interaction.entered = True
    number = text.clean(request.phone).strip()[:LONGEST]
    work.summary = f"Call to {number or interaction.contact_name or interaction.customer_no} started"


def end_call(work: Work, request: EndCall) -> None:
    """Note that the call is over; nothing changes where none is on.

    Raises:
        Refusal: The interaction is closed or gone.
    """
    interaction = finding.interaction_in_making(work, request.interaction_id)
    work.nothing_done = not end(work, interaction)
    work.summary = "Call ended"


def end(work: Work, interaction: Interaction) -> bool:
    """End the call that is on, as closing the interaction does; whether there was one."""
    if interaction.call_started_at is None or interaction.call_ended_at is not None:
        return False
    interaction.call_ended_at = max(work.now.replace(microsecond=0), interaction.call_started_at)
    return True
