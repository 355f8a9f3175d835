"""What is asked when an interaction is closed (rule 11)."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered in an interaction; what the program filled in, and ticks, are not asked about.

    Attributes:
        description: A description was typed; not one that a type filled in.
        notes: Interaction notes were typed.
        next_date: A next interaction date was set.
        type_chosen: An interaction type was chosen by hand.
        call_started: A call was started.
        contact_changed: The contact, or a detail of it, was changed.
        controller_changed: The credit controller was changed.
        linked: A document was linked.
        mailed: A mail was sent or queued.
        journal_line: A cash receipt journal line was made.
        updated: Entries were updated.
    """

    description: bool = False
    notes: bool = False
    next_date: bool = False
    type_chosen: bool = False
    call_started: bool = False
    contact_changed: bool = False
    controller_changed: bool = False
    linked: bool = False
    mailed: bool = False
    journal_line: bool = False
    updated: bool = False


def was_anything_entered(entered: Entered) -> bool:
    """Tell whether an interaction is kept without a second question; if not, "Save?" follows."""
    return any(astuple(entered))


def unfinished(
    *,
    ticked_not_updated: int,
    has_next_date: bool,
    has_description: bool,
    unsent_mails: int = 0,
    unposted_lines: int = 0,
    copies_owed: bool = False,
) -> tuple[str, ...]:
    """Name what is unfinished, for the question "Close?"; empty where nothing is.

    Args:
        ticked_not_updated: Entries that are ticked and were not updated in this interaction.
        has_next_date: Whether there is a next interaction date.
        has_description: Whether there is a description.
        unsent_mails: Mails begun and not sent.
        unposted_lines: Cash receipt journal lines of this interaction not posted.
        copies_owed: An invoice was not received, and no mail was queued.
    """
    named = [
        (ticked_not_updated > 0, f"{_count(ticked_not_updated, 'entry', 'entries')} ticked but not updated."),
        (not has_next_date, "No next interaction date."),
        (not has_description, "No description."),
        (unsent_mails > 0, f"{_count(unsent_mails, 'mail', 'mails')} not sent."),
        (copies_owed, "No copy of the invoice was queued."),
        (unposted_lines > 0, f"{_count(unposted_lines, 'journal line', 'journal lines')} not posted."),
    ]
    return tuple(sentence for applies, sentence in named if applies)


def _count(number: int, one: str, many: str) -> str:
    """Write a number with its noun."""
    return f"{number} {one if number == 1 else many}"
