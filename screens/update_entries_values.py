"""What the dialog Update Selected Entries is given, what it answers, and how it tells a split (rules 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.rules.money import MoneyError
from store.rules.promise_split import Split, SplitEntry, SplitError, split_full, split_part
from widgets.columns import cell
from widgets.totals import currencies_text
from widgets.typed_fields import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.desk import Desk
    from store.requests.calls import PromiseInput, QueryInput, UpdateEntries
    from store.rows.ledger import EntryRow
    from widgets.painting import Part

NAMED = 4
"""Document nos. that the caption names before it counts."""
CAPTION = 76
"""Cells that the caption has."""
SPLIT_LINES = 6
"""Lines that a split takes at most, its total besides."""


@dataclass(frozen=True, slots=True)
class UpdateEntry:
    """One entry that the dialog works on, as the page shows it.

    Attributes:
        entry_no: The customer ledger entry's number.
        version: Its version when it was read; the update is refused where it has changed since.
        document_no: Its document number.
        due: Its due date, else document date, else posting date (rule 1).
        currency: Currency code; blank is LCY.
        remaining: Remaining amount in that currency, credits negative.
        remaining_lcy: Booked remaining amount in LCY, credits negative.
        queried: Whether a query is open on it; another status takes the query away (rule 9).
        customer_no: Whose it is: a promise is one customer's.
        status_code: The code that it has; blank for none.
        promised: Date and amount of its promise, in its currency; None and zero where nothing is promised.
        query: Target date, by whom and reason of its query; None and blank where there is none.
    """

    entry_no: int
    version: int
    document_no: str
    due: date
    currency: str
    remaining: Decimal
    remaining_lcy: Decimal
    queried: bool = False
    customer_no: str = ""
    status_code: str = ""
    promised: tuple[date | None, Decimal] = (None, Decimal(0))
    query: tuple[date | None, str, str] = (None, "", "")

    @classmethod
    def of(cls, row: EntryRow) -> UpdateEntry:
        """The entry of a row as it was read."""
        return cls(
            entry_no=row.entry_no,
            version=row.version,
            document_no=row.document_no,
            due=row.due_date,
            currency=row.currency_code,
            remaining=row.remaining,
            remaining_lcy=row.remaining_lcy,
            queried=row.query_target_date is not None,
            customer_no=row.customer_no,
            status_code=row.status_code,
            promised=(row.promised_date, row.promised_amount or Decimal(0)),
            query=(row.query_target_date, row.query_by, row.query_reason),
        )


@dataclass(frozen=True, slots=True)
class UpdateAnswer:
    """What was confirmed.

    Attributes:
        status_code: The code chosen.
        promise: The promised fields, where the code shows them; else None.
        query: The queried fields, where the code shows them; else None.
        note: The note, blank where none was typed.
        next_interaction_on: The header's next interaction date as proposed or changed; None leaves it as it is.
    """

    status_code: str
    promise: PromiseInput | None
    query: QueryInput | None
    note: str
    next_interaction_on: date | None


def names_of(documents: Sequence[str], most: int = NAMED) -> str:
    """Document nos. as a caption names them: four at most, the others counted."""
    if len(documents) > most + 1:
        return f"{', '.join(documents[:most])} and {len(documents) - most} more"
    return ", ".join(documents)


def caption_of(desk: Desk, entries: Sequence[UpdateEntry]) -> str:
    """The dialog's caption: how many entries, which, and their total by currency."""
    count = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
    total = total_text(desk, entries)
    documents = [entry.document_no for entry in entries]
    captions = [f"Update {count}: {names_of(documents, most)}  {total}" for most in range(NAMED, 0, -1)]
    return next((caption for caption in captions if cell_len(caption) <= CAPTION), captions[-1])


def total_text(desk: Desk, entries: Sequence[UpdateEntry]) -> str:
    """What the entries come to, each currency by itself (rule 3)."""
    sums: dict[str, Decimal] = {}
    for entry in entries:
        sums[entry.currency] = sums.get(entry.currency, entry.remaining * 0) + entry.remaining
    return currencies_text({desk.currency(code): desk.amount(sums[code], code) for code in sorted(sums)}, desk.lcy)


def split_of(desk: Desk, entries: Sequence[UpdateEntry], amount: Decimal | None) -> Split:
    """Split a promise of an amount, or of everything with None (rule 7); raises SplitError with its sentence."""
    chosen = [
        SplitEntry(entry.entry_no, entry.document_no, entry.due, entry.currency, entry.remaining, entry.remaining_lcy)
        for entry in entries
    ]
    if len({entry.customer_no for entry in entries}) > 1:
        raise SplitError("A promise is one customer's: tick the entries of one customer only.")
    lcy = desk.facts.setup.lcy_decimals, desk.lcy
    try:
        if amount is None:
            return split_full(chosen, desk.work_date, *lcy)
        return split_part(chosen, amount, desk.work_date, *lcy)
    except MoneyError as error:
        raise SplitError(str(error)) from error


def split_lines(desk: Desk, entries: Sequence[UpdateEntry], split: Split) -> list[list[Part]]:
    """A split as lines: each entry with what it gets, who gets nothing, and the total."""
    by_no = {entry.entry_no: entry for entry in entries}
    parts = [part for part in split.parts if part.amount is not None]
    shown = parts if len(parts) <= SPLIT_LINES else parts[: SPLIT_LINES - 1]
    lines: list[list[Part]] = []
    for part in shown:
        entry = by_no[part.entry_no]
        amount = desk.amount(part.amount or entry.remaining, entry.currency)
        late = (desk.work_date - entry.due).days
        when = f"due {desk.short_date(entry.due)}" + (
            f", {late} day{'' if late == 1 else 's'} overdue" if late > 0 else ""
        )
        of = "" if part.full else f"  of {desk.amount(entry.remaining, entry.currency)}"
        lines.append([(f"  {cell(entry.document_no, 14)} {cell(when, 32)}{amount:>13}", ""), (of, "dim")])
    if len(parts) > len(shown):
        lines.append([(f"  and {len(parts) - len(shown)} more", "dim")])
    if split.got_nothing:
        lines.append([(f"  {nothing_text([by_no[number] for number in split.got_nothing])}", "warning")])
    return lines


def nothing_text(entries: Sequence[UpdateEntry]) -> str:
    """Say which entries take the code and the note only."""
    gets = "1 entry gets" if len(entries) == 1 else f"{len(entries)} entries get"
    return f"{gets} nothing: {names_of([entry.document_no for entry in entries])}"


def query_goes_text(entries: Sequence[UpdateEntry]) -> str:
    """Say that a promise takes open queries away: `the query on INV-3 goes`; blank where there is none."""
    queried = [entry.document_no for entry in entries if entry.queried]
    if not queried:
        return ""
    return f"the query on {queried[0]} goes" if len(queried) == 1 else f"{len(queried)} queries go"


def promised_text(desk: Desk, split: Split) -> str:
    """What is promised in all, each currency by itself: `GBP 1,200.00`."""
    return " · ".join(f"{desk.currency(code)} {desk.amount(amount, code)}" for code, amount in split.by_currency)


def code_choices(desk: Desk) -> tuple[Choice, ...]:
    """The status codes that can be chosen, in the setup's order."""
    return tuple(Choice(row.code, row.description) for row in desk.facts.status_codes)


def reason_choices(desk: Desk) -> tuple[Choice, ...]:
    """The reasons for a query that can be chosen."""
    return tuple(Choice(code, text) for code, text in desk.facts.query_reasons)


def typed_of(desk: Desk, answer: UpdateAnswer | UpdateEntries, currency: str) -> dict[str, Any]:
    """An answer as the dialog has it while it is typed; a part amount is in that currency."""
    promise, query = answer.promise, answer.query
    amount = "" if promise is None or promise.amount is None else desk.amount(promise.amount, currency)
    return {
        "status": answer.status_code,
        "full": "yes" if promise is None or promise.full else "",
        "amount": amount,
        "day": desk.short_date(promise.promised_on) if promise else "",
        "target": desk.short_date(query.target_date) if query else "",
        "by": query.by if query else "",
        "reason": query.reason if query else "",
        "next": desk.short_date(answer.next_interaction_on),
        "note": answer.note,
        "touched": ["status", "full", "amount", "day", "target", "by", "reason"],
        "focus": "status",
    }
