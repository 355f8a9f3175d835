"""Receipts of an interaction: a lost line loses nothing, and closing names what is not posted (rules 11, 12; S34)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from screens.interaction import InteractionPage
from screens.receipts import JournalPage
from screens.receipts_form import ReceiptForm
from store.queries import receipts
from tests.screens.interaction_app import base_books, calling
from tests.store import baseset

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.desk import Desk
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S34")
LATER = baseset.actor(holder="host:9:9")
"""The same user's next program."""


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


def resumed(number: str) -> Callable[[Desk], InteractionPage]:
    return lambda desk: InteractionPage.resumed(desk, number)


async def test_a_half_typed_receipt_comes_back_as_it_was(url: str) -> None:
    async with calling(url) as call:
        await call.press("space", "dollar_sign")
        await call.type("250")
        await call.press("up", "up")
        await call.type("BACS 77")
        await call.rest()
        number = call.page.interaction_id
    async with calling(url, resumed(number), actor=LATER) as call:
        await call.rest(lambda: isinstance(call.front, ReceiptForm))
        form = call.front
        assert (form.amount.value, form.external.value, form.focused.id) == ("250", "BACS 77", "external")
        assert "INV-1              1,000.00       250.00       750.00" in form.plan.text
        await call.type("8")
        await call.press("f10")
        (line,) = call.books.read(receipts.journal_lines)
        assert (line.external_document_no, line.amount, line.interaction_id) == (
            "BACS 778",
            Decimal(250),
            number,
        )
        assert line.document_nos == ("INV-1",)


async def test_a_receipt_that_was_kept_is_not_entered_twice_after_a_lost_line(url: str) -> None:
    async with calling(url) as call:
        await call.press("dollar_sign")
        await call.type("250")
        draft = dict(call.page.dialog or {})
        await call.press("f10")
        number = call.page.interaction_id
        call.page.dialog = draft  # the program ended before the draft followed
        call.page.keep_draft()
        await call.rest()
    async with calling(url, resumed(number), actor=LATER) as call:
        await call.rest(lambda: isinstance(call.front, JournalPage))
        await call.rest()
        assert isinstance(call.front, JournalPage)
        assert len(call.books.read(receipts.journal_lines)) == 1


async def test_closing_names_receipts_that_are_not_posted_and_asks_no_second_question(url: str) -> None:
    async with calling(url) as call:
        await call.press("dollar_sign")
        await call.type("250")
        await call.press("f10", "escape", "escape")
        assert call.front is call.page
        assert "1 journal line not posted." in call.text()
        await call.press("y")
        stored = call.books.read(receipts.journal_lines)
        assert [line.amount for line in stored] == [250]
        assert call.stored() is not None


async def test_leaving_the_form_untouched_asks_nothing_and_is_back_in_the_interaction(url: str) -> None:
    async with calling(url) as call:
        await call.press("dollar_sign", "escape")
        assert call.front is call.page
        assert not call.page.entered


async def test_leaving_a_typed_receipt_asks_first(url: str) -> None:
    async with calling(url) as call:
        await call.press("dollar_sign")
        await call.type("250")
        await call.press("escape")
        assert "Leave without keeping what you typed?" in call.text()
        await call.press("n", "f10")
        assert [line.amount for line in call.books.read(receipts.journal_lines)] == [250]


async def test_an_interaction_that_is_only_read_takes_no_receipt(url: str) -> None:
    async with calling(url) as call:
        await call.press("D")
        await call.type("fri")
        await call.press("enter", "escape", "y")
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.existing(desk, number)) as call:
        await call.press("dollar_sign")
        assert call.front is call.page
        assert "can only be read" in call.page.status.text
