"""To-dos as iCalendar (RFC 5545), for a calendar or a task list."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from cctui import __version__
from store.rules.text import clean_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cctui.cli.money import Amounts
    from store.queries.connection import Connection
    from store.rows.calls import TodoRow

LONGEST: Final = 75
"""Octets of a line, its end not counted."""
_MIDDAY: Final = time(12)
"""When something was closed of which only the day is known, so that it is that day wherever it is read."""
_LENGTH: Final = timedelta(minutes=15)
"""Of an event at a time of the day."""


def store_id(c: Connection) -> str:
    """What tells these books from all others, also as a copy: the id of their first change."""
    found = c.rows("SELECT a.request_id FROM audit_record a ORDER BY a.id LIMIT 1")
    named = found or c.rows("SELECT s.company_name FROM credit_control_setup s")
    return str(named[0][0]) if named else ""


def calendar(rows: Iterable[TodoRow], amounts: Amounts, books: str, now: datetime, *, events: bool) -> Iterator[str]:
    """Write to-dos as lines of a calendar, folded, without their ends.

    Args:
        rows: The to-dos.
        amounts: How amounts are written.
        books: `store_id`: a to-do has the same UID in every calendar that is made of these books.
        now: The moment, with its time zone.
        events: As events, which every calendar takes, instead of to-dos.
    """
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//cctui//cctui {__version__}//EN", "CALSCALE:GREGORIAN")
    for row in rows:
        for line in _event(row, amounts, books, now) if events else _todo(row, amounts, books, now):
            yield from _folded(line)
    yield "END:VCALENDAR"


def _todo(row: TodoRow, amounts: Amounts, books: str, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VTODO", *_common(row, amounts, books, now))
    yield _moment("DUE", row)
    if row.state == "open":
        yield "STATUS:NEEDS-ACTION"
    else:
        yield "STATUS:COMPLETED"
        if row.closed_on:
            yield f"COMPLETED:{datetime.combine(row.closed_on, _MIDDAY):%Y%m%dT%H%M%S}Z"
    yield "END:VTODO"


def _event(row: TodoRow, amounts: Amounts, books: str, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", *_common(row, amounts, books, now))
    yield _moment("DTSTART", row)
    if row.due_time:
        yield f"DTEND:{_at(row) + _LENGTH:%Y%m%dT%H%M%S}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _common(row: TodoRow, amounts: Amounts, books: str, now: datetime) -> Iterator[str]:
    yield f"UID:{uuid5(NAMESPACE_URL, f'cctui:{books}/todo/{row.id}')}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, row.version - 1)}"
    yield f"SUMMARY:{_text(f'{row.customer_name} ({row.customer_no}): {row.description}')}"
    told = [f"Document {row.document_no}"] if row.document_no else []
    if row.promised_amount is not None:
        told.append(
            f"Promised {amounts.shown(row.promised_amount, row.currency_code)} {amounts.code(row.currency_code)}"
        )
    told += [f"Phone {row.phone}"] if row.phone else []
    told += [f"Owner {row.owner_code}"] if row.owner_code else []
    told += [f"Closed: {row.closed_reason}"] if row.closed_reason else []
    if told:
        described = "\n".join(told)
        yield f"DESCRIPTION:{_text(described)}"
    yield f"CATEGORIES:{_text(row.kind.replace('_', ' ').upper())}"


def _moment(name: str, row: TodoRow) -> str:
    """A day, or a day with its time by the clock of whoever reads."""
    return f"{name}:{_at(row):%Y%m%dT%H%M%S}" if row.due_time else f"{name};VALUE=DATE:{_day(row.due_on)}"


def _at(row: TodoRow) -> datetime:
    return datetime.combine(row.due_on, time.fromisoformat(row.due_time))


def _day(value: date) -> str:
    return f"{value.year:04}{value.month:02}{value.day:02}"


def _text(value: str) -> str:
    """A text as a property's value."""
    escaped = clean_lines(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most so many octets, none of them inside of a letter; each but the first begins blank."""
    piece, used = "", 0
    for letter in line:
        size = len(letter.encode())
        if used + size > LONGEST:
            yield piece
            piece, used = " ", 1
        piece += letter
        used += size
    yield piece
