"""Reads cells: numbers, flags, document types, currencies and texts; a whole column at a time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from store.exchange.captions import decoded
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.exchange.source import Cell

MOST_CHARACTERS: Final = 250
_LARGEST_NUMBER: Final = 2**63 - 1
_REMEMBERED: Final = 100_000
_SAFE_DIGITS: Final = 19
"""So many digits may be more than a BIGINT holds."""


class Bad:
    """A cell that cannot be read, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


def quoted(cell: Cell) -> str:
    """A cell as it may stand in a sentence: cleaned and cut."""
    text = clean(str(cell)).strip()
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"  # noqa: PLR2004 - cells that a sentence has to spare


class Reader(dict[object, object]):
    """Reads cells and remembers them; what cannot be read is counted and not remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.bad = 0

    def __missing__(self, cell: Cell) -> object:
        value = self.read(cell)
        if isinstance(value, Bad):
            self.bad += 1
            return value
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = value
        return value

    def read(self, cell: Cell) -> object:
        """One cell's value, or Bad."""
        raise NotImplementedError

    def column(self, cells: Iterable[Cell]) -> list[object]:
        """A column's values, in its order."""
        return list(map(self.__getitem__, cells))


def plain_number(number: float) -> str:
    """A spreadsheet's number with the fifteen digits that it holds."""
    text = f"{number:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


class NumberReader(Reader):
    """Entry numbers: whole, above zero."""

    def read(self, cell: Cell) -> object:
        """A whole number, or Bad; never remembered, as each is there once."""
        text = plain_number(cell) if isinstance(cell, float) else cell.strip()
        if not (text.isascii() and text.isdigit()):
            return Bad("is empty" if not text else f"{quoted(cell)} is not a whole number above zero")
        number = int(text) if len(text) < 20 else _LARGEST_NUMBER + 1  # noqa: PLR2004 - digits of a BIGINT, and one
        return (
            number if 0 < number <= _LARGEST_NUMBER else Bad(f"{quoted(cell)} is not a number that an entry can have")
        )

    def column(self, cells: Iterable[Cell]) -> list[object]:
        """A column's numbers, in its order."""
        texts = [str(cell) for cell in cells]
        joined = "".join(texts)
        if joined.isdigit() and joined.isascii() and "" not in texts and max(map(len, texts)) < _SAFE_DIGITS:
            numbers: list[object] = list(map(int, texts))
            if 0 not in numbers:
                return numbers
        values: list[object] = list(map(self.read, texts))
        self.bad += sum(1 for value in values if value.__class__ is Bad)
        return values


TYPES: Final = ("", "Payment", "Invoice", "Credit Memo", "Finance Charge Memo", "Reminder", "Refund")


class TypeReader(Reader):
    """Document types, as Business Central writes them in captions or in OData."""

    _known: Final = {name.casefold(): name for name in TYPES}

    def read(self, cell: Cell) -> object:
        """The type's caption, or Bad."""
        name = " ".join(decoded(str(cell)).split())
        found = self._known.get(name.casefold())
        if found is None:
            return Bad(f"{quoted(cell)} is not a document type: {', '.join(TYPES[1:])} or blank")
        return found


class FlagReader(Reader):
    """Yes and no; blank says nothing."""

    _known: Final = {
        **dict.fromkeys(("yes", "true", "1", "ja", "oui", "sí", "si", "sim", "wahr", "vrai"), True),
        **dict.fromkeys(("no", "false", "0", "nein", "nee", "non", "não", "nej", "falsch", "faux"), False),
        "": None,
    }

    def read(self, cell: Cell) -> object:
        """True, False or None, or Bad."""
        text = plain_number(cell) if isinstance(cell, float) else cell.strip().casefold()
        return self._known[text] if text in self._known else Bad(f"{quoted(cell)} is neither Yes nor No")


class CurrencyReader(Reader):
    """Currency codes; LCY's own is blank (rule 3).

    Args:
        lcy_code: Code of the company's own currency.
    """

    def __init__(self, lcy_code: str) -> None:
        super().__init__()
        self._lcy_code = lcy_code

    def read(self, cell: Cell) -> object:
        """The code in capitals, or Bad."""
        code = str(cell).strip().upper()
        if code and not (code.isascii() and code.isalnum() and len(code) <= 10):  # noqa: PLR2004 - a Code[10] there
            return Bad(f"{quoted(cell)} is not a currency code")
        return "" if code == self._lcy_code else code


class TextReader:
    """Texts: cleaned, without blanks around them."""

    def __init__(self, *, needed: bool = False) -> None:
        self.bad = 0
        self._needed = needed

    def column(self, cells: Sequence[Cell]) -> list[object]:
        """A column's texts, in its order."""
        given = [str(cell) for cell in cells]
        joined = "".join(given)
        plain = joined.isascii() and joined.isprintable()  # then no cell needs cleaning
        texts: list[object] = [text.strip() for text in (given if plain else map(clean, given))]
        if len(joined) <= MOST_CHARACTERS and not self._needed:
            return texts
        if any(map(MOST_CHARACTERS.__lt__, map(len, texts))) or (self._needed and "" in texts):  # type: ignore[arg-type]
            texts = [self._checked(str(text)) for text in texts]
        return texts

    def _checked(self, text: str) -> object:
        if len(text) <= MOST_CHARACTERS and (text or not self._needed):
            return text
        self.bad += 1
        return Bad("is empty" if not text else f"has {len(text)} characters where {MOST_CHARACTERS} are the most")
