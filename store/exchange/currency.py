"""The company's own currency, and original amounts (LCY) that a file does not carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from store.exchange.outcome import ImportRefused
from store.rules.money import from_units, part_lcy, to_units

if TYPE_CHECKING:
    from store.exchange.outcome import ImportOptions
    from store.exchange.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Lcy:
    """The company's own currency."""

    code: str
    decimals: int
    known: bool
    """Whether the books know it already."""
    others: dict[str, int] = field(default_factory=dict)
    """Decimals of other currencies that setup has, by code."""


def lcy_of(space: Workspace, options: ImportOptions) -> Lcy:
    """Find the company's own currency in setup, or in the options at the first import (rule 3).

    Raises ImportRefused where nobody says it, or the options say another.
    """
    ((known, decimals),) = space.rows("SELECT lcy_code, lcy_decimals FROM credit_control_setup WHERE id = 1")
    asked = (options.lcy_code or "").strip().upper()
    others = {str(code): int(digits) for code, digits in space.rows("SELECT code, decimals FROM currency")}
    if known:
        if asked and asked != known:
            raise ImportRefused(f"These books are in {known}, not in {asked}: leave out --lcy.", kind="usage")
        return Lcy(str(known), int(decimals), known=True, others=others)
    if not asked:
        raise ImportRefused(
            "The company's own currency is not known yet: say it once, such as --lcy GBP.", kind="usage"
        )
    if not (asked.isascii() and asked.isalnum() and len(asked) <= 10):  # noqa: PLR2004 - a Code[10] in the source
        raise ImportRefused(f"{asked[:20]!r} is not a currency code: say one such as --lcy GBP.", kind="usage")
    return Lcy(asked, options.lcy_decimals, known=False, others=others)


_PART_PAID: Final = """
SELECT place, original, remaining, remaining_lcy FROM staged_entry WHERE original_lcy IS NULL AND remaining <> 0
"""
_DERIVED: Final = """
UPDATE staged_entry SET original_lcy = derived.amount FROM derived WHERE derived.place = staged_entry.place
"""
_UNKNOWN: Final = "UPDATE staged_entry SET original_lcy = 0 WHERE original_lcy IS NULL"


def derive_original_lcy(space: Workspace, lcy_decimals: int) -> None:
    """Work out original amounts (LCY) in foreign currency where the files do not have them.

    Of a part-paid entry: original × remaining (LCY) ÷ remaining; of a closed one nothing tells it: 0.
    """
    rows = [
        (place, to_units(part_lcy(from_units(original), from_units(left), from_units(lcy), lcy_decimals)))
        for place, original, left, lcy in space.rows(_PART_PAID)
    ]
    if rows:
        space.make("derived", "place BIGINT, amount BIGINT")
        space.fill("derived", ("place", "amount"), rows)
        space.index("derived", "place")
        space.run(_DERIVED)
    space.run(_UNKNOWN)
