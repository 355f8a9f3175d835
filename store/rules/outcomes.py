"""What a call came to without a promise or a query: what each outcome records, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from store.rules.dates import echo_date, next_working_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

OutcomeKind = Literal["no_answer", "voicemail", "invoice_not_received", "paid_already", "call_back", "note"]

LABELS: Final[dict[OutcomeKind, str]] = {
    "no_answer": "No answer",
    "voicemail": "Voicemail left",
    "invoice_not_received": "Invoice not received",
    "paid_already": "Paid already",
    "call_back": "Call back",
    "note": "Note",
}
"""What an interaction is described with, where nobody typed a description."""

TRIED_AGAIN: Final = frozenset({"no_answer", "voicemail"})
"""Outcomes with a next try on the next working day."""

PAID_ALREADY: Final = "PAID ALREADY"
"""The status code that *paid already* gives the selected entries, where setup has it."""


class OutcomeError(ValueError):
    """An outcome that cannot be recorded so; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an outcome records.

    Attributes:
        kind: Which outcome.
        description: The interaction's, where nobody typed one.
        next_on: The next interaction date; None leaves it as it is.
        next_time: HH:MM or empty.
        status_code: What the selected entries are given; empty: their status stays.
        note: What is added to the interaction's notes.
        sentence: All of it in words, as it is shown before Enter.
    """

    kind: OutcomeKind
    description: str
    next_on: date | None
    next_time: str
    status_code: str
    note: str
    sentence: str


def plan(
    kind: OutcomeKind,
    work_date: date,
    *,
    holidays: Collection[date] = (),
    codes: Collection[str] = (),
    next_on: date | None = None,
    next_time: str = "",
    note: str = "",
    documents: Sequence[str] = (),
    email: str = "",
) -> Plan:
    """Tell what an outcome records, and say it in a sentence.

    Args:
        kind: Which outcome.
        work_date: The program's today.
        holidays: Setup's; a next try is on a working day.
        codes: The status codes that setup has.
        next_on: The next interaction date, where one was typed.
        next_time: HH:MM, where a time was typed.
        note: What was said.
        documents: Document nos. of the selected entries.
        email: Where copies of the invoices go, for *invoice not received*.

    Raises:
        OutcomeError: A call back has no date, a note is empty, or there is nothing to send or nowhere to send it.
    """
    words = " ".join(note.split())
    _check(kind, next_on, words, documents, email)
    if next_on is None and kind in TRIED_AGAIN:
        next_on = next_working_day(work_date, holidays)
    code = PAID_ALREADY if kind == "paid_already" and documents and PAID_ALREADY in codes else ""
    said = [_said(kind, documents, email, code)]
    if next_on is not None:
        what = "next try" if kind in TRIED_AGAIN else "call back" if kind == "call_back" else "next interaction"
        said.append(f"{what} {echo_date(next_on)}{f' at {next_time}' if next_time else ''}")
    if words and kind != "note":
        said.append(f"note “{words}”")
    sentence = "; ".join(filter(None, said)) if kind != "note" else f"Note “{words}”"
    return Plan(
        kind=kind,
        description=LABELS[kind],
        next_on=next_on,
        next_time=next_time if next_on else "",
        status_code=code,
        note=note.strip(),
        sentence=f"{sentence[:1].upper()}{sentence[1:]}.",
    )


def _check(kind: OutcomeKind, next_on: date | None, note: str, documents: Sequence[str], email: str) -> None:
    if kind == "call_back" and next_on is None:
        raise OutcomeError("A call back needs a date: type one, such as fri, and a time, such as 15:30.")
    if kind == "note" and not note:
        raise OutcomeError("Type what was said: the note is empty.")
    if kind == "invoice_not_received" and not documents:
        raise OutcomeError("Tick the invoices that were not received.")
    if kind == "invoice_not_received" and not email:
        raise OutcomeError("There is no e-mail address to send the invoices to: correct the contact (w).")


def _said(kind: OutcomeKind, documents: Sequence[str], email: str, code: str) -> str:
    """Say the outcome, without dates and note."""
    named = ", ".join(documents)
    if kind == "invoice_not_received":
        return f"Invoice not received: {named} to {email} by the outbox"
    if kind == "paid_already":
        become = "become" if len(documents) > 1 else "becomes"
        return f"Paid already: {named} {become} {code}" if code else "Paid already"
    return "" if kind == "call_back" else LABELS[kind]
