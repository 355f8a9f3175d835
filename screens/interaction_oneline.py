"""Promises and queries in one line: `:p 1200 fri`, `:p fri`, `:q 1w price`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.day_text import remarked
from screens.update_entries_values import (
    UpdateAnswer,
    UpdateEntry,
    names_of,
    nothing_text,
    promised_text,
    query_goes_text,
    split_of,
)
from store.requests.calls import PromiseInput, QueryInput
from store.rules.dates import DateError, DatePassedError
from store.rules.money import MoneyError
from store.rules.status import check_promise_date, next_interaction, query_by, query_target
from widgets.tones import Warned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.desk import Desk
    from store.rows.setup import StatusCodeRow


@dataclass(frozen=True, slots=True)
class OneLine:
    """What a line asks for, and the sentence that echoes it."""

    answer: UpdateAnswer
    sentence: str


def promise_line(desk: Desk, words: str, entries: Sequence[UpdateEntry], header_next: date | None) -> OneLine:
    """Read `[AMOUNT] DATE`: without an amount all of it is promised (rule 7).

    Raises:
        ValueError: With a sentence that says what is wrong; SplitError where the amount cannot be promised.
    """
    code = _code(desk, promised=True)
    currencies = sorted({entry.currency for entry in entries})
    promise = _promise(desk, words, currencies[0] if len(currencies) == 1 else "")
    split = split_of(desk, entries, promise.amount)
    by_no = {entry.entry_no: entry for entry in entries}
    parts = [
        f"{by_no[part.entry_no].document_no} {desk.amount(part.amount, by_no[part.entry_no].currency)}"
        for part in split.parts
        if part.amount is not None
    ]
    goes = "" if code.queried else query_goes_text(entries)
    when = remarked(desk.long_date(promise.promised_on), promise.promised_on, desk.work_date, desk.facts.setup.holidays)
    nothing = [by_no[number] for number in split.got_nothing]
    sentence = f"{code.code} {promised_text(desk, split)} on {when}{f', {goes}' if goes else ''}: {', '.join(parts)}"
    sentence += f"; {nothing_text(nothing)}" if nothing else ""
    if goes or isinstance(when, Warned):
        sentence = Warned(sentence)
    return OneLine(UpdateAnswer(code.code, promise, None, "", next_of(desk, code, header_next)), sentence)


def _promise(desk: Desk, words: str, currency: str) -> PromiseInput:
    if not words.strip():
        raise ValueError("Type an amount and a date, or a date alone for all of it: :p 1200 fri, or :p fri.")
    try:
        return PromiseInput(check_promise_date(desk.parse_date(words), desk.work_date))
    except DatePassedError:
        raise  # "28 feb" is a date, not 28 of something
    except DateError as error:
        first, _, rest = words.strip().partition(" ")
        if not rest.strip():
            raise ValueError(_missing_date(desk, first, currency) or str(error)) from error
    amount = desk.parse_amount(first, currency)
    return PromiseInput(check_promise_date(desk.parse_date(rest), desk.work_date), full=False, amount=amount)


def _missing_date(desk: Desk, typed: str, currency: str) -> str:
    """The sentence for an amount without a date; empty where it is no amount."""
    try:
        amount = desk.parse_amount(typed, currency)
    except MoneyError:
        return ""
    return f"The date of the {desk.amount(amount, currency)} is missing: type one after it, such as :p {typed} fri."


def query_line(desk: Desk, words: str, entries: Sequence[UpdateEntry], header_next: date | None) -> OneLine:
    """Read `TARGET [REASON]`; an empty target is the code's own.

    Raises:
        ValueError: With a sentence that says what is wrong.
    """
    code = _code(desk, promised=False)
    first, _, rest = words.strip().partition(" ")
    target = desk.parse_date(first) if first else query_target(desk.work_date, code.query_resolution_target)
    if target < desk.work_date:
        raise ValueError(f"{desk.long_date(target)} is before the work date: type that day or a later one.")
    reason = _reason(desk, rest)
    by = query_by(by_me=code.query_resolution_by_me, user=desk.actor.user_name)
    what = f", {reason}" if reason else ""
    named = names_of([entry.document_no for entry in entries])
    sentence = f"{code.code} {named}: to be resolved by {desk.long_date(target)}{what}"
    return OneLine(
        UpdateAnswer(code.code, None, QueryInput(target, by, reason), "", next_of(desk, code, header_next)), sentence
    )


def _reason(desk: Desk, typed: str) -> str:
    wanted = typed.strip().casefold()
    if not wanted:
        return ""
    found = [code for code, text in desk.facts.query_reasons if wanted in f"{code} {text}".casefold()]
    starts = [code for code in found if code.casefold().startswith(wanted)]
    if len(starts or found) == 1:
        return (starts or found)[0]
    every = ", ".join(starts or found or [code for code, _text in desk.facts.query_reasons])
    raise ValueError(f"Choose one reason: {every}.")


def _code(desk: Desk, *, promised: bool) -> StatusCodeRow:
    """The first status code with just that flag, else with that flag."""
    rows = desk.facts.status_codes
    having = [row for row in rows if (row.payment_promised if promised else row.queried)]
    only = [row for row in having if not (row.payment_promised and row.queried)]
    if not only:
        flag = "payment promised" if promised else "queried"
        raise ValueError(f"No status code has the flag {flag} alone: set one up, or use the dialog (u).")
    return only[0]


def next_of(desk: Desk, code: StatusCodeRow, header_next: date | None) -> date | None:
    """The next interaction date that the code proposes where the header has none (rule 5)."""
    return next_interaction(None, code.next_interaction, desk.work_date) if header_next is None else None


def again(desk: Desk, last: UpdateAnswer, entries: Sequence[UpdateEntry], header_next: date | None) -> OneLine:
    """What an earlier update asks for on other entries; a part promise is of the same amount, in their currency.

    Raises:
        ValueError: Its status code is no longer there; the text is a sentence for the user.
    """
    code = desk.facts.status_code(last.status_code)
    if code is None:
        raise ValueError(f"The status code {last.status_code} is no longer in setup: use the dialog (u).")
    promise, currency = last.promise, entries[0].currency
    amount = promise.amount if promise is not None else None
    said = f" {desk.currency(currency)} {desk.amount(amount, currency)}" if amount is not None else ""
    day = f" on {desk.long_date(promise.promised_on)}" if promise is not None else ""
    on = next_of(desk, code, header_next)
    return OneLine(UpdateAnswer(code.code, promise, last.query, last.note, on), f"Again {code.code}{said}{day}")
