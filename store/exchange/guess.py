"""Proposes a profile of a file: its captions by likeness, its cells by what they can be."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import JaroWinkler

from store.exchange.amounts import AmountReader
from store.exchange.captions import AMOUNTS, DATES
from store.exchange.detect import opened_by
from store.exchange.guess_columns import AnyReading, Column, fits, look_at
from store.exchange.guess_lists import list_of
from store.exchange.guess_words import CUSTOMER_WORDS, ENTRY_WORDS, TOTALS, TYPE_WORDS
from store.exchange.marks import Marks
from store.exchange.outcome import ImportRefused
from store.exchange.profile import FileRules, Profile
from store.exchange.source import Batch
from store.rules.text import casefolded, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from store.exchange.source import Cell

_LIKE: Final = 0.9
_UNLIKE: Final = 0.6
"""Names less alike than this are not of one customer."""
_FEW: Final = 12
_CREDITS: Final = frozenset({"Payment", "Credit Memo"})
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class Guess:
    """What a file seems to be; texts are captions of the file."""

    file: str
    entries: dict[str, str] = field(default_factory=dict)
    customer: dict[str, str] = field(default_factory=dict)
    """Fields of the customer; in a ledger's own file unless there are no entries."""
    types: dict[str, str] = field(default_factory=dict)
    unknown_types: list[str] = field(default_factory=list)
    skip: list[str] = field(default_factory=list)
    group: bool = False
    order: str = ""
    order_unsure: str = ""
    """A sentence, where the dates do not tell."""
    mark: str = ""
    mark_unsure: str = ""
    serial: bool = False
    list_name: str = ""
    """Name of the list of a JSON object, where it is not the usual one."""
    sign: str = ""
    captions: list[str] = field(default_factory=list)
    """All of the file that are filled, for those who look for one."""

    @property
    def means(self) -> str:
        """What is open, blank where nothing tells it."""
        return next((each for each in ("remaining", "paid", "closed_at", "open") if each in self.entries), "")


def guess(path: Path) -> Guess:
    """Propose a profile of a file.

    Args:
        path: CSV, XLSX or JSON of a ledger or of customers; its first 5,000 rows are looked at.

    Raises:
        ImportRefused: It cannot be read, or has no row of captions.
    """
    name = list_of(path)
    source = opened_by(path, AnyReading(Profile(name="guess", file=FileRules(list=name))))
    cells: dict[str, list[Cell]] = {}
    with closing(source.batches()) as batches:
        for place, column in next(batches, Batch((), {})).columns.items():
            cells[place] = list(column)
    if not cells or not next(iter(cells.values())):
        raise ImportRefused(f"{path.name} has no rows below its captions: nothing can be guessed.")
    rows = list(zip(*cells.values(), strict=True))
    found = Guess(path.name, list_name=name)
    kept = _rows_of_entries(found, rows)
    columns = [look_at(place, source.captions[str(place)], [row[place] for row in kept]) for place in range(len(cells))]
    found.captions = [each.caption for each in columns if each.caption and each.filled]
    _name_columns(found, columns)
    _tell_marks(found, source.localised, {each.caption: each for each in columns})
    _tell_types(found, {each.caption: each for each in columns})
    return found


def _rows_of_entries(found: Guess, rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Leave out totals, and see whether lines stand above groups."""
    kept: list[Sequence[Cell]] = []
    groups = 0
    for row in rows:
        filled = [text for cell in row if (text := str(cell).strip())]
        word = next((word for word in TOTALS if filled and casefolded(filled[0]).startswith(word)), "")
        if word:
            pattern = f"{word.capitalize()}*"
            found.skip += [pattern] if pattern not in found.skip else []
        elif len(filled) == 1:
            groups += 1
        elif filled:
            kept.append(row)
    found.group = groups > 1 and bool(found.skip) and groups * 2 <= len(rows)
    return kept


def _name_columns(found: Guess, columns: Sequence[Column]) -> None:
    """Give each field the column that is likest, each column once; a customer's own fields come after the entries'."""
    left = [each for each in columns if each.caption]
    entries = _likest(ENTRY_WORDS, left)
    _drop_contradictions(entries)
    if {"posting_date"} <= set(entries) and {"original", "debit", "remaining"} & set(entries):
        used = {each.place for each in entries.values()}
        more = {name: words for name, words in CUSTOMER_WORDS.items() if name not in {"no", "name"}}
        found.entries = {name: each.caption for name, each in entries.items()}
        found.customer = {
            name: each.caption for name, each in _likest(more, [c for c in left if c.place not in used]).items()
        }
        found.group = found.group and not {"customer_no", "customer_name"} & set(entries)
        return
    customers = _likest(CUSTOMER_WORDS, left)
    if {"no", "name"} <= set(customers):
        found.customer = {name: each.caption for name, each in customers.items()}
    else:
        found.entries = {name: each.caption for name, each in entries.items()}


def _drop_contradictions(entries: dict[str, Column]) -> None:
    """An amount needs no sides; and what several customers have in common is not their no."""
    if "original" in entries:
        entries.pop("debit", None)
        entries.pop("credit", None)
    no, name = entries.get("customer_no"), entries.get("customer_name")
    if no is None or name is None or len(no.filled) != len(name.filled):
        return
    first: dict[str, str] = {}
    alike = [
        JaroWinkler.similarity(first.setdefault(key, each), each)
        for key, each in zip(no.filled, name.filled, strict=True)
    ]
    if min(alike) < _UNLIKE:
        del entries["customer_no"]


def _likest(words: Mapping[str, Sequence[str]], columns: Sequence[Column]) -> dict[str, Column]:
    scores = [
        (-score, order, column.place, name, column)
        for order, (name, known) in enumerate(words.items())
        for column in columns
        if fits(name, column) and (score := _likeness(column.caption, known)) >= _LIKE
    ]
    found: dict[str, Column] = {}
    taken: set[int] = set()
    for _, _, place, name, column in sorted(scores, key=lambda each: each[:3]):
        if name not in found and place not in taken:
            found[name] = column
            taken.add(place)
    return {name: found[name] for name in words if name in found}


def _likeness(caption: str, known: Sequence[str]) -> float:
    """How like a caption is to the likest word of a field; the first word counts a little more than the last."""
    said = _plain(caption)
    parts = [said] if "." not in caption else [said, _plain(caption.rpartition(".")[2])]
    return max(
        JaroWinkler.similarity(part, _plain(word)) - place / 10_000
        for place, word in enumerate(known)
        for part in parts
    )


def _plain(text: str) -> str:
    """A caption in small letters, its words parted: also those that only capitals part."""
    text = _CAPITAL.sub(" ", text)
    return " ".join("".join(each if each.isalnum() else " " for each in casefolded(text)).split())


def _tell_marks(found: Guess, localised: bool, columns: Mapping[str, Column]) -> None:  # noqa: FBT001
    marks = Marks()
    for name, caption in (*found.entries.items(), *found.customer.items()):
        if name in DATES:
            found.serial = found.serial or columns[caption].serials > columns[caption].dates
            marks.see_dates(columns[caption].filled)
        elif name in AMOUNTS:
            marks.see_amounts(columns[caption].filled)
    if not localised:
        return
    try:
        found.order = marks.order(found.file) or ""
    except ImportRefused as unsure:
        found.order_unsure = unsure.sentence
    try:
        found.mark = marks.mark(found.file)
    except ImportRefused as unsure:
        found.mark_unsure = unsure.sentence


def _tell_types(found: Guess, columns: Mapping[str, Column]) -> None:
    column = columns.get(found.entries.get("document_type", ""))
    if column is None:
        return
    if column.words > _FEW:
        del found.entries["document_type"]
        return
    for word in sorted({clean(text) for text in column.filled}):
        kind = next((ours for ours, words in TYPE_WORDS.items() if _likeness(word, words) > _LIKE), "")
        if not kind:
            found.unknown_types.append(word)
        elif word.casefold() != kind.casefold():
            found.types[word] = kind
    for name in ("original", "remaining"):
        amounts = columns.get(found.entries.get(name, ""))
        if amounts is not None and len(amounts.filled) == len(column.filled) and not found.sign:
            reader = AmountReader(found.mark or ".")
            found.sign = _sign_of(found, zip(column.filled, map(reader.read, amounts.filled), strict=True))


def _sign_of(found: Guess, rows: zip[tuple[str, object]]) -> str:
    """Whether credits have no sign of their own, or all have the other one; blank where they are as here."""
    credits_above = debits_below = others = 0
    for word, amount in rows:
        if not isinstance(amount, int) or not amount:
            continue
        credit = found.types.get(word, word.title()) in _CREDITS
        if credit and amount > 0:
            credits_above += 1
        elif not credit and amount < 0:
            debits_below += 1
        else:
            others += 1
    if debits_below > others:
        return "reversed"
    return "by type" if credits_above and not debits_below else ""
