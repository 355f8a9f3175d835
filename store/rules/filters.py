"""What is typed after ``/``: words and terms, read into a value that a query can be made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal

from store.rules.dates import DateError, DateOrder, parse_date
from store.rules.money import MoneyError, format_amount, parse_amount

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

NumberField = Literal["over", "amt"]
DayField = Literal["due", "posted", "next", "promised"]
CodeField = Literal["st", "cur", "ctl", "doc", "type"]
Operator = Literal["=", "<", "<=", ">", ">="]

FIELDS: Final[tuple[str, ...]] = ("over", "amt", "due", "posted", "next", "promised", "st", "cur", "ctl", "doc", "type")
"""Every field a term can have; a page takes those that it shows."""

DOCUMENT_TYPES: Final = ("Payment", "Invoice", "Credit Memo", "Finance Charge Memo", "Reminder", "Refund")

_DAY_FIELDS: Final[dict[str, DayField]] = {"due": "due", "posted": "posted", "next": "next", "promised": "promised"}
_CODE_FIELDS: Final[dict[str, CodeField]] = {"st": "st", "cur": "cur", "ctl": "ctl", "doc": "doc", "type": "type"}
_OPERATORS: Final[dict[str, Operator]] = {":": "=", "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_EXAMPLES: Final = {
    "over": "over:60",
    "amt": "amt>500",
    "due": "due<today",
    "posted": "posted:2026-04-01..2026-04-30",
    "next": "next<today",
    "promised": "promised<today",
    "st": "st:promised",
    "cur": "cur:EUR",
    "ctl": "ctl:ANNA|BOB",
    "doc": "doc:INV-1",
    "type": "type:invoice",
}
_MOST_DAYS: Final = 36500


class FilterError(ValueError):
    """A filter that cannot be read; its text is one sentence saying what is wrong and what works."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text, as typed, to be found anywhere in a line's search text once it is folded alike."""

    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class DaysOverdue:
    """Days overdue compared with a number; ``over:60`` is *more than 60*."""

    operator: Operator
    days: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in LCY (the line's balance or remaining amount) compared with another."""

    operator: Operator
    amount: Decimal
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A date between two days, both included; None is unbounded."""

    field: DayField
    first: date | None
    last: date | None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """A code that is one of several, compared without case; codes are capitals, document types as they are written."""

    field: CodeField
    values: tuple[str, ...]
    negated: bool = False


Term = Word | DaysOverdue | Amount | Days | Codes


@dataclass(frozen=True, slots=True)
class Filter:
    """All terms, each of which must hold, and the text that was typed."""

    terms: tuple[Term, ...] = ()
    text: str = ""


def parse_filter(
    text: str,
    work_date: date,
    *,
    fields: Collection[str] = FIELDS,
    order: DateOrder = "dmy",
    decimal_mark: str = ".",
    decimals: int = 2,
) -> Filter:
    """Read a filter: words and terms with spaces between, ``!`` before one for its contrary, quotes around spaces.

    Args:
        text: What was typed; blank filters nothing.
        work_date: The program's today, for ``due<today``.
        fields: The fields that this page can filter by.
        order: How days, months and years are ordered.
        decimal_mark: ``.`` or ``,`` as configured.
        decimals: Decimals of LCY.

    Raises:
        FilterError: A term is not understood; the sentence names the nearest that is.
    """
    reader = _Reader(work_date, tuple(fields), order, decimal_mark, decimals)
    return Filter(tuple(reader.term(token) for token in _tokens(text)), text)


def shown(found: Filter, *, decimal_mark: str = ".") -> str:
    """Write a filter in its normal form, which reads back as the same terms.

    Args:
        found: The filter.
        decimal_mark: ``.`` or ``,`` as configured.
    """
    return " ".join(("!" if term.negated else "") + _shown_term(term, decimal_mark) for term in found.terms)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one term after another with the settings of a page."""

    work_date: date
    fields: tuple[str, ...]
    order: DateOrder
    decimal_mark: str
    decimals: int

    def term(self, token: str) -> Term:
        """Read one term or word."""
        negated = token.startswith("!")
        body = token.removeprefix("!")
        if not _unquoted(body):
            raise FilterError(
                "Nothing follows “!” or stands between the quotes: type a word or a term such as st:promised."
            )
        match = re.fullmatch("([A-Za-z]+)(<=|>=|[:=<>])(.*)", body, re.DOTALL)
        if not match:
            return Word(_unquoted(body), negated)
        field, operator, value = match[1].casefold(), _OPERATORS[match[2]], _unquoted(match[3])
        if field not in self.fields:
            raise FilterError(self._unknown(match[1] + match[2], field))
        if not value:
            raise FilterError(f"“{match[1]}{match[2]}” lacks its value: type one like {_EXAMPLES[field]}.")
        if field in _DAY_FIELDS:
            return self._days(_DAY_FIELDS[field], operator, value, negated=negated)
        if field in _CODE_FIELDS:
            return _codes(_CODE_FIELDS[field], operator, match[3], negated=negated)
        if field == "over":
            return DaysOverdue(">" if match[2] == ":" else operator, _day_count(value), negated)
        return Amount(operator, self._amount(value), negated)

    def _amount(self, value: str) -> Decimal:
        """Read an amount as everywhere else."""
        try:
            return parse_amount(value, decimals=self.decimals, decimal_mark=self.decimal_mark)
        except MoneyError as refused:
            raise FilterError(str(refused)) from None

    def _day(self, value: str) -> date:
        """Read a date as everywhere else."""
        try:
            return parse_date(value, self.work_date, order=self.order)
        except DateError as refused:
            raise FilterError(str(refused)) from None

    def _days(self, field: DayField, operator: Operator, value: str, *, negated: bool) -> Days:
        """Read a day with an operator, or a range of days."""
        if ".." not in value:
            day = self._day(value)
            before, after = day - timedelta(days=1), day + timedelta(days=1)
            first, last = {"=": (day, day), "<": (None, before), "<=": (None, day)}.get(
                operator, (after if operator == ">" else day, None)
            )
            return Days(field, first, last, negated)
        start, _, end = value.partition("..")
        if operator != "=" or not (start or end):
            raise FilterError(f"A range is typed like {field}:2026-04-01..2026-04-30, with one end or both.")
        first, last = self._day(start) if start else None, self._day(end) if end else None
        if first and last and last < first:
            raise FilterError(f"The range {first} to {last} ends before it starts: type the earlier date first.")
        return Days(field, first, last, negated)

    def _unknown(self, typed: str, field: str) -> str:
        """Say that a page has no such field, and name the nearest that it has."""
        near = get_close_matches(field, self.fields, n=1, cutoff=0.3)
        example = _EXAMPLES[near[0] if near else self.fields[0]] if self.fields else "a word"
        return f"“{typed}” is no term here: did you mean one like {example}? For the text itself put it in quotes."


def _tokens(text: str) -> list[str]:
    """Part a text at spaces outside quotes."""
    if text.count('"') % 2:
        raise FilterError('A quote is not closed: type a second “"” after the words that belong together.')
    return re.findall(r'(?:"[^"]*"|[^\s"])+', text)


def _unquoted(value: str) -> str:
    """Take the quotes off."""
    return value.replace('"', "").strip()


def _day_count(value: str) -> int:
    """Read a number of days."""
    if not re.fullmatch("[0-9]{1,5}", value) or int(value) > _MOST_DAYS:
        raise FilterError(f"“{value[:30]}” is not a number of days: type one like {_EXAMPLES['over']}.")
    return int(value)


def _codes(field: CodeField, operator: Operator, value: str, *, negated: bool) -> Codes:
    """Read one code, or several with ``|`` between."""
    if operator != "=":
        raise FilterError(f"“{field}” takes a colon: type it like {_EXAMPLES[field]}.")
    values = [_unquoted(part) for part in re.findall(r'(?:"[^"]*"|[^|"])+', value)]
    named = [_document_type(part) if field == "type" else part.upper() for part in values if part]
    if not named:
        raise FilterError(f"“{field}:” lacks its value: type one like {_EXAMPLES[field]}.")
    return Codes(field, tuple(dict.fromkeys(named)), negated)


def _document_type(value: str) -> str:
    """Find the document type that begins so."""
    found = [name for name in DOCUMENT_TYPES if name.casefold().startswith(value.casefold())]
    if len(found) == 1:
        return found[0]
    names = ", ".join(found or DOCUMENT_TYPES)
    problem = "begins several document types" if found else "is no document type"
    raise FilterError(f"“{value[:30]}” {problem}: type one of {names}.")


def _shown_term(term: Term, decimal_mark: str) -> str:
    """Write one term, without its ``!``."""
    if isinstance(term, Word):
        return _quoted(term.text, r"[\s!<>:=]|^$")
    if isinstance(term, DaysOverdue):
        return f"over{term.operator}{term.days}"
    if isinstance(term, Amount):
        decimals = max(-int(term.amount.as_tuple().exponent), 0)
        return f"amt{term.operator}{format_amount(term.amount, decimals, '', decimal_mark)}"
    if isinstance(term, Days):
        return term.field + _shown_days(term.first, term.last)
    values = "|".join(_quoted(value, r"[\s|]") for value in term.values)
    return f"{term.field}:{values}"


def _shown_days(first: date | None, last: date | None) -> str:
    """Write a range of days as briefly as it reads back."""
    if first == last and first:
        return f":{first}"
    if first and last:
        return f":{first}..{last}"
    return f">={first}" if first else f"<={last}"


def _quoted(value: str, special: str) -> str:
    """Put quotes around what would not read back without them."""
    return f'"{value}"' if re.search(special, value) else value
