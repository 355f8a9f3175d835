"""The header of an interaction: what may be changed in it, and the follow-up that it makes (rule 9)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from store.commands import contacts, finding, todos
from store.commands.work import Refusal
from store.rules import text
from store.rules.dates import echo_date
from store.tables.ledger import Contact
from store.tables.setup import InteractionType

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.calls import ChangeInteraction
    from store.tables.calls import Interaction

CHANGEABLE: Final = {
    "interaction_type_id": "interaction type",
    "description": "description",
    "contact_id": "contact",
    "contact_name": "contact name",
    "phone": "phone",
    "email": "e-mail",
    "next_interaction_on": "next interaction date",
    "next_interaction_time": "time",
    "credit_controller_code": "credit controller",
    "notes": "notes",
}
"""Header fields by column, as a sentence names them."""

LONGEST: Final = {"description": 250, "contact_name": 100, "phone": 50, "email": 250}
LONGEST_NOTES: Final = 20_000
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|")


def change_interaction(work: Work, request: ChangeInteraction) -> None:
    """Change header fields of an interaction that is being made.

    A next interaction date makes, moves or removes its follow-up, and another credit controller takes over the open
    to-dos, in the same transaction.

    Raises:
        Refusal: The interaction is closed or gone, or a value is wrong; the text says which.
    """
    interaction = finding.interaction_in_making(work, request.interaction_id)
    checked = {name: _checked(work, interaction, name, value) for name, value in request.changes.items()}
    changed = [name for name, value in checked.items() if getattr(interaction, name) != value]
    if not changed and (interaction.entered or not request.entered):
        work.nothing_done = True
        return
    for name in changed:
        setattr(interaction, name, checked[name])
    if interaction.next_interaction_on is None:
        interaction.next_interaction_time = ""
    interaction.entered = interaction.entered or request.entered
    if "credit_controller_code" in changed:
        todos.move_owner(work, interaction)
    if {"next_interaction_on", "next_interaction_time"} & set(changed):
        todos.keep_follow_up(work, interaction)
    work.summary = _told(interaction, changed)


def propose_next(work: Work, interaction: Interaction, day: date | None) -> None:
    """Set the next interaction date that the controller accepted from a status code, with its follow-up."""
    if day is None or day == interaction.next_interaction_on:
        return
    interaction.next_interaction_on = _next_date(work, interaction, day)
    todos.keep_follow_up(work, interaction)


def _told(interaction: Interaction, changed: list[str]) -> str:
    if changed == ["next_interaction_on"] and interaction.next_interaction_on:
        return f"Next interaction on {echo_date(interaction.next_interaction_on)}"
    names = [CHANGEABLE[name] for name in changed] or ["interaction"]
    told = finding.named(names)
    return f"{told[0].upper()}{told[1:]} changed"


def _checked(work: Work, interaction: Interaction, name: str, value: object) -> object:
    """A value as it is stored; raises Refusal where it is wrong or of no header field."""
    if name not in CHANGEABLE:
        raise Refusal(f"“{text.clean(name)}” is no field of an interaction that can be changed.")
    if name == "next_interaction_on":
        return _next_date(work, interaction, value)
    if name in {"interaction_type_id", "contact_id"}:
        return _number(work, interaction, name, value)
    typed = value if isinstance(value, str) else ""
    if name == "credit_controller_code":
        return finding.check_controller(work, typed.strip())
    if name == "notes":
        return text.clean_lines(typed)[:LONGEST_NOTES]
    cleaned = text.clean(typed).strip()
    if name == "next_interaction_time":
        if not _TIME.fullmatch(cleaned):
            raise Refusal(f"“{cleaned[:20]}” is no time: type one like 09:30.")
        return cleaned
    if len(cleaned) > LONGEST[name]:
        raise Refusal(f"The {CHANGEABLE[name]} is too long: at most {LONGEST[name]} characters.")
    return _reachable(work, interaction, name, cleaned)


def _reachable(work: Work, interaction: Interaction, name: str, value: str) -> str:
    """A phone number or e-mail address that can be one; those of the books are taken as they are."""
    if name not in {"phone", "email"} or value == getattr(interaction, name):
        return value
    customer = finding.customer(work, interaction.customer_no)
    theirs = work.session.exec(select(Contact).where(Contact.customer_no == customer.no))
    if not value or value in {getattr(row, name) for row in (customer, *theirs)}:
        return value
    return contacts.checked_phone(work, customer, value) if name == "phone" else contacts.checked_email(value)


def _next_date(work: Work, interaction: Interaction, value: object) -> date | None:
    """The next interaction date; a new one is not before the work date."""
    if value is None or value == interaction.next_interaction_on:
        return interaction.next_interaction_on if value else None
    if not isinstance(value, date):
        raise Refusal("The next interaction date is no date: type one like fri, +7 or 15/4.")
    if value < work.actor.work_date:
        day = echo_date(work.actor.work_date)
        raise Refusal(f"{echo_date(value)} is before the work date, {day}: type that day or a later one.")
    return value


def _number(work: Work, interaction: Interaction, name: str, value: object) -> int | None:
    """The id of an interaction type, or of one of the customer's contacts; None for none."""
    if value is None:
        return None
    if isinstance(value, int) and name == "interaction_type_id":
        if work.session.get(InteractionType, value) is not None:
            return value
    elif isinstance(value, int):
        contact = work.session.get(Contact, value)
        if contact is not None and contact.customer_no == interaction.customer_no:
            return value
    raise Refusal(f"There is no such {CHANGEABLE[name]}: choose one of the list.")
