"""Books in which every kind of row stands, to be copied whole, and what tells that two stores are equal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from store.exchange.copying import copy_books
from store.exchange.whole_json import json_chunks
from store.exchange.whole_source import store_source
from store.requests.calls import CloseInteraction
from store.requests.documents import FileGiven, LinkDocuments
from store.requests.receipts import DeleteJournalLines
from tests.store.baseset import ANNA, EUR_1, INV_1, INV_3, INV_4, WORK_DATE, Desk, make_base_set
from tests.store.mails import queued
from tests.store.receipts import post, saved, unapply

if TYPE_CHECKING:
    from pathlib import Path

PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def make_whole_books(url: str) -> None:
    """Fill a store with the base set and with everything that a day's work leaves, gaps in the numbers too."""
    make_base_set(url)
    desk = Desk(url)
    desk.open("call", ANNA, INV_1, INV_3)
    desk.promise([INV_3], WORK_DATE, "333.33", interaction_id="call")
    desk.update([INV_4], "NO ANSWER", interaction_id="call", note="zwölf, “quoted”; \\ and\na line\u2028below ✓")
    desk.change(notes="=1+1")
    desk.do(LinkDocuments(actor=ANNA, customer_no="C1", files=(FileGiven("scan.png", PNG),), interaction_id="call"))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    post(desk, "700.50", (INV_1, "600.25"))
    unapply(desk)
    post(desk, "500", INV_3, customer_no="C1")
    queued(desk)
    gone = saved(desk, "10")
    saved(desk, "250", INV_4, external_document_no="BANK 9")
    desk.do(DeleteJournalLines(actor=ANNA, lines=((saved(desk, "11"), 1),)))
    desk.do(DeleteJournalLines(actor=ANNA, lines=((gone, 1),)))
    assert desk.entry(EUR_1).original_amount == Decimal(1000)
    desk.engine.dispose()


def exported(url: str) -> bytes:
    """The whole books as one document: two equal ones are two equal books."""
    with store_source(url) as source:
        return b"".join(json_chunks(source))


def written(path: Path, content: bytes) -> str:
    """Put an export into a file; its path, as a store to copy from."""
    path.write_bytes(content)
    return str(path)


def quietly(_phase: str, _done: int, _total: int | None) -> None:
    """Show no progress."""


def copied(source: str, target: str) -> str:
    """Copy books in which nothing is wrong; where they are now."""
    done = copy_books(source, target, WORK_DATE, quietly)
    assert list(done.findings) == []
    return target
