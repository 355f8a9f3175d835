"""Checks staged rows among each other and against the books, in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.exchange.layout import CUSTOMER_FIELDS, ENTRY_COLUMNS, file_and_row
from store.exchange.outcome import ImportRefused
from store.rules.money import decimals_of, format_amount, from_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.exchange.problems import Problems
    from store.exchange.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that no staged entry `s` may meet, and what is then wrong with which field."""

    field: str
    condition: str
    reason: str
    books: str = ""
    """What the books have, where the reason shows it."""


_OWN: Final = (
    Check("remaining", "s.remaining > 0 AND s.original < 0", "is positive, but the original amount is negative"),
    Check("remaining", "s.remaining < 0 AND s.original > 0", "is negative, but the original amount is positive"),
    Check("remaining", "ABS(s.remaining) > ABS(s.original)", "is greater than the original amount"),
    Check("remaining_lcy", "s.remaining_lcy IS NULL", "is missing, and the entry is in a foreign currency"),
    Check("remaining_lcy", "s.remaining = 0 AND s.remaining_lcy <> 0", "is not 0, but nothing remains"),
    Check(
        "remaining_lcy",
        "s.remaining_lcy > 0 AND s.remaining < 0 OR s.remaining_lcy < 0 AND s.remaining > 0",
        "has another sign than the remaining amount",
    ),
    Check(
        "remaining_lcy",
        "s.currency_code = '' AND s.remaining_lcy <> s.remaining",
        "differs from the remaining amount, but the currency is LCY",
    ),
    Check(
        "original_lcy",
        "s.currency_code = '' AND s.original_lcy <> s.original",
        "differs from the original amount, but the currency is LCY",
    ),
    Check("open", "s.open AND s.remaining = 0", "says Yes, but nothing remains"),
    Check("open", "NOT s.open AND s.remaining <> 0", "says No, but an amount remains"),
    Check("original", "s.original % c.step <> 0", "has more decimals than its currency"),
    Check("remaining", "s.remaining % c.step <> 0", "has more decimals than its currency"),
    Check("payment_discount", "s.payment_discount % c.step <> 0", "has more decimals than its currency"),
    Check("original_lcy", "COALESCE(s.original_lcy, 0) % :lcy_step <> 0", "has more decimals than LCY"),
    Check("remaining_lcy", "s.remaining_lcy % :lcy_step <> 0", "has more decimals than LCY"),
)

_POSTED: Final = tuple(
    Check(
        field,
        f"e.{column} <> s.{field}",
        "is {books} in the books, and a posted entry never changes",
        f"e.{column}",
    )
    for field, column in (
        ("customer_no", "customer_no"),
        ("posting_date", "posting_date"),
        ("document_type", "document_type"),
        ("document_no", "document_no"),
        ("currency_code", "currency_code"),
        ("original", "original_amount"),
    )
)

_FIND_OWN: Final = """
SELECT s.place, s.entry_no, CASE {cases} END, ''
FROM staged_entry s JOIN staged_currency c ON c.code = s.currency_code
WHERE {conditions}
ORDER BY s.place
"""
_FIND_POSTED: Final = """
SELECT s.place, s.entry_no, CASE {cases} END, CASE {books} END
FROM staged_entry s JOIN customer_ledger_entry e ON e.entry_no = s.entry_no
WHERE {conditions}
ORDER BY s.place
"""


def _written(sql: str, checks: Sequence[Check]) -> str:
    cases = " ".join(f"WHEN {check.condition} THEN {number}" for number, check in enumerate(checks))
    books = " ".join(f"WHEN {check.condition} THEN CAST({check.books or 'NULL'} AS TEXT)" for check in checks)
    conditions = " OR ".join(f"({check.condition})" for check in checks)
    return sql.replace("{cases}", cases).replace("{books}", books).replace("{conditions}", conditions)


def check_rows(
    space: Workspace, problems: Problems, lcy_code: str, lcy_decimals: int, decimals: Mapping[str, int]
) -> None:
    """Check staged entries by themselves; bad ones leave the staged rows.

    Args:
        space: Where they are staged.
        problems: Collects them.
        lcy_code: Code of the company's own currency.
        lcy_decimals: Its decimals.
        decimals: Decimals of currencies by code where setup has its own.
    """
    _refuse_overflow(space)
    refuse_doubled(space, problems, "staged_entry", "entry_no", ENTRY_COLUMNS)
    refuse_doubled(space, problems, "staged_customer", "no", ("place", "no", *CUSTOMER_FIELDS))
    space.make("staged_currency", "code TEXT, step BIGINT")
    codes = [str(code) for (code,) in space.rows("SELECT DISTINCT currency_code FROM staged_entry")]
    steps = [(code, 10 ** (4 - decimals.get(code, decimals_of(code, lcy_code, lcy_decimals)))) for code in codes]
    space.fill("staged_currency", ("code", "step"), steps)
    found = space.rows(_written(_FIND_OWN, _OWN), lcy_step=10 ** (4 - lcy_decimals))
    _refuse(space, problems, found, _OWN)


_SUMS: Final = """
SELECT SUM(ABS(original) / :part), SUM(ABS(remaining) / :part), SUM(ABS(COALESCE(original_lcy, 0)) / :part),
    SUM(ABS(COALESCE(remaining_lcy, 0)) / :part)
FROM staged_entry
"""
_PART: Final = 10**8
_MOST_PARTS: Final = 2**62 // _PART


def _refuse_overflow(space: Workspace) -> None:
    """Refuse amounts whose sums the books could not hold."""
    (sums,) = space.rows(_SUMS, part=_PART)
    if any(total is not None and total > _MOST_PARTS for total in sums):
        raise ImportRefused("The amounts of the files add up to more than the books can hold: correct the files.")


def check_posted(space: Workspace, problems: Problems) -> None:
    """Check that staged entries agree with the posted ones of the books; bad ones leave the staged rows."""
    _refuse(space, problems, space.rows(_written(_FIND_POSTED, _POSTED)), _POSTED)


def _refuse(
    space: Workspace, problems: Problems, found: Sequence[tuple[int, int, int, str]], checks: Sequence[Check]
) -> None:
    for place, _, number, books in found:
        check = checks[number]
        told = format_amount(from_units(int(books))) if check.field == "original" and books else f"“{books}”"
        problems.add(*file_and_row(place), check.field, check.reason.replace("{books}", told))
    _drop(space, [(place, entry_no) for place, entry_no, *_ in found])


_DROP: Final = "DELETE FROM staged_entry WHERE place IN (SELECT place FROM dropped)"


def _drop(space: Workspace, rows: Sequence[tuple[int, int]]) -> None:
    if not rows:
        return
    space.make("dropped", "place BIGINT")
    space.fill("dropped", ("place",), ((place,) for place, _ in rows))
    space.fill("refused_entry", ("entry_no",), ((entry_no,) for _, entry_no in rows))
    space.run(_DROP)
    space.run("DROP TABLE dropped")


_DOUBLED: Final = """
SELECT {key}, MIN(place) FROM {table} GROUP BY {key} HAVING COUNT(*) > 1
"""
_DIFFERENT: Final = """
SELECT s.place, d.first_place, s.{key}
FROM doubled d JOIN {table} s ON s.{key} = d.row_key JOIN {table} f ON f.place = d.first_place
WHERE s.place <> d.first_place AND ({differs})
ORDER BY s.place
"""


def refuse_doubled(space: Workspace, problems: Problems, table: str, key: str, columns: Sequence[str]) -> None:
    """Keep one of rows that are in the files twice, and refuse all of those that contradict each other.

    Args:
        space: Where they are staged.
        problems: Collects them.
        table: The staged rows.
        key: What tells one from another.
        columns: What has to be equal; the first is the place.
    """
    space.index(table, key)
    doubled = space.rows(_DOUBLED.replace("{key}", key).replace("{table}", table))
    if not doubled:
        return
    space.make("doubled", "row_key " + ("BIGINT" if key == "entry_no" else "TEXT") + ", first_place BIGINT")
    space.fill("doubled", ("row_key", "first_place"), doubled)
    differs = " OR ".join(f"s.{column} IS DISTINCT FROM f.{column}" for column in columns[1:])
    sql = _DIFFERENT.replace("{key}", key).replace("{table}", table).replace("{differs}", differs)
    different = space.rows(sql)
    for place, first, row_key in different:
        file, row = file_and_row(place)
        other = file_and_row(first)
        problems.add(file, row, key, f"{row_key} was there before, in {problems.told(*other)}, with other values")
    keys = {row_key for _, _, row_key in different}
    later = space.rows(_LATER.replace("{key}", key).replace("{table}", table))
    gone = [place for place, row_key, first in later if place != first or row_key in keys]
    space.make("dropped", "place BIGINT")
    space.fill("dropped", ("place",), ((place,) for place in gone))
    if key == "entry_no":
        space.fill("refused_entry", ("entry_no",), ((row_key,) for row_key in keys))
    space.run("DELETE FROM {table} WHERE place IN (SELECT place FROM dropped)".replace("{table}", table))
    space.run("DROP TABLE dropped")
    space.run("DROP TABLE doubled")


_LATER: Final = """
SELECT s.place, s.{key}, d.first_place FROM doubled d JOIN {table} s ON s.{key} = d.row_key
"""
