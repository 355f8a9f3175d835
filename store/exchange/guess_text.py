"""Writes a guessed profile as TOML; what could not be guessed is a comment that says what is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from store.exchange.values import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.exchange.guess import Guess

_ASKED: Final = {
    "customer_no": "which column tells the customer?",
    "posting_date": "which column is the date of the document or posting?",
    "due_date": "which column is the date on which it is due? Without it the document's date counts.",
    "document_type": "which column tells invoices from payments and credit memos?",
    "document_no": "which column is the document's number? Entry nos. are made from it.",
    "original": "which column is the amount of the document?",
}


def text_of(found: Guess) -> str:
    """The profile as TOML.

    Args:
        found: What was guessed.
    """
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Guess) -> Iterator[str]:
    yield f"title = {_text(f'guessed from {found.file}')}"
    if found.list_name:
        yield from ("", "[file]", f"list = {_text(found.list_name)}")
    if found.entries or not found.customer:
        yield from _entries(found)
    if found.customer:
        yield ""
        yield "[customer_in_entries]" if found.entries else "[customers]"
        yield from (f"{name} = {_text(caption)}" for name, caption in found.customer.items())
    yield from _rows(found)
    yield from _marks(found)
    yield from _types(found)


def _entries(found: Guess) -> Iterator[str]:
    yield ""
    yield f"# The captions of {found.file}: {', '.join(_plain(each) for each in found.captions)}"
    yield "[entries]"
    yield from (f"{name} = {_text(caption)}" for name, caption in found.entries.items())
    for name, asked in _ASKED.items():
        instead = {"customer_no": {"customer_name"}, "original": {"debit", "credit", "remaining"}}.get(name, set())
        grouped = name == "customer_no" and found.group
        if name not in found.entries and not grouped and not instead & set(found.entries):
            yield f'# {name} = ""  # {asked}'
    if not found.means:
        yield '# remaining = ""  # which column is what is left to pay? Or paid, closed_at or open; else [open] below.'
    if "customer_name" in found.entries and "customer_no" not in found.entries:
        yield ""
        yield "[keys]"
        yield 'customer = "name"'
    if not found.means:
        yield ""
        yield "[open]"
        yield '# means = "all"  # is every row of the file open in full?'


def _rows(found: Guess) -> Iterator[str]:
    if found.skip or found.group:
        yield ""
        yield "[rows]"
    if found.skip:
        yield f"skip = [{', '.join(map(_text, found.skip))}]"
    if found.group:
        yield "group = true"


def _marks(found: Guess) -> Iterator[str]:
    if found.order or found.order_unsure or found.serial:
        yield ""
        yield "[dates]"
    if found.order:
        yield f"order = {_text(found.order)}"
    elif found.order_unsure:
        yield f'# order = "dmy"  # or "mdy": {_plain(found.order_unsure)}'
    if found.serial:
        yield "serial = true"
    if found.mark or found.mark_unsure or found.sign:
        yield ""
        yield "[amounts]"
    if found.mark:
        yield f"decimal = {_text(found.mark)}"
    elif found.mark_unsure:
        yield f'# decimal = "."  # or ",": {_plain(found.mark_unsure)}'
    if found.sign:
        yield f"sign = {_text(found.sign)}"


def _types(found: Guess) -> Iterator[str]:
    if not found.types and not found.unknown_types:
        return
    yield ""
    yield "[types.words]"
    yield from (f"{_text(word)} = {_text(ours)}" for word, ours in found.types.items())
    for word in found.unknown_types:
        yield f'# {_text(word)} = ""  # which is it? {", ".join(TYPES[1:])}; or leave it out by types.skip'


def _text(text: str) -> str:
    """A TOML string: JSON's is one too, once DEL is written out."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    """A text within a comment: one line without control characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
