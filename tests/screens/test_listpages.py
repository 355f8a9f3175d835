"""Lists: terms that a page has no column for, and lines that were never shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from screens.page import Page
from store.requests.calls import CloseTodo
from store.tables.calls import Interaction, Todo
from tests.screens.interaction_app import base_books, calling
from tests.screens.pages import walk, walk_on
from tests.store import baseset
from tests.store.baseset import ANNA

if TYPE_CHECKING:
    from tests.stores import Stores

MANY = 600


@pytest.mark.parametrize("page", ["2", "4"])
async def test_a_term_that_a_page_cannot_filter_by_is_refused_with_a_sentence(stores: Stores, page: str) -> None:
    async with walk_on(base_books(stores)) as at:
        await at.press(page, "slash")
        await at.type("next<today")
        await at.press("enter")
        assert "“next<” is no term here" in at.text
        assert at.page.prompt.value == "next<today"
        assert at.page.ready
        await at.press("escape")
        assert at.page.filter is None


async def test_all_ticked_to_dos_are_closed_though_most_were_never_shown(stores: Stores) -> None:
    url = base_books(stores)
    desk = baseset.Desk(url)
    with desk.session() as session:
        for number in range(MANY):
            due = date(2026, 4, 1) + timedelta(days=number)
            session.add(Todo(kind="follow_up", source_key=f"n{number}", customer_no="C1", due_on=due))
    async with walk_on(url) as at:
        await at.press("2", "asterisk", "x")
        assert f"Why close {MANY} to-dos?" in at.text
        await at.press("escape")


async def test_what_a_page_that_was_left_could_not_save_is_told(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url) as call:
        call.books.submit(CloseTodo(actor=ANNA, todo_id=99, version=1, reason="done"))
        await call.rest(lambda: call.page.status.text.startswith("Not saved: This to-do is gone"))


async def test_what_is_typed_in_the_last_moment_is_kept_when_the_program_is_left(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url) as call:
        await call.press("colon")
        await call.type("desc Rang at nine")
        call.page.app.exit()
        number = call.page.interaction_id
    with baseset.Desk(url).session() as session:
        draft = session.exec(select(Interaction.draft).where(Interaction.id == number)).one()
    assert '"desc Rang at nine"' in draft


async def test_a_page_is_read_once_when_it_is_opened(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    reads = Page.read

    def counted(page: Page, lane: str, *rest: Any, **named: Any) -> None:  # noqa: ANN401 - as it was called
        read.append(f"{type(page).__name__} {lane}")
        reads(page, lane, *rest, **named)

    monkeypatch.setattr(Page, "read", counted)
    # The writer reads pages once more when it first looks for others' changes; that is no opening.
    monkeypatch.setattr(Page, "changed_elsewhere", lambda _page: None)
    async with walk(stores) as at:
        await at.press("enter", "c")
        for page in ("CreditListPage keys", "LedgerPage keys", "CustomerCardPage card"):
            assert read.count(page) == 1, read
