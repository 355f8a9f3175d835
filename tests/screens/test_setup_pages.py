"""Setup of interaction types, query reasons, holidays and document type codes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.requests.setup import SaveQueryReason
from store.tables.setup import DocumentTypeCode, Holiday, InteractionType, QueryReason
from tests.screens.pages import walk, walk_on
from tests.store import baseset
from widgets.notefield import NoteField

if TYPE_CHECKING:
    from tests.pictures import Pictures
    from tests.stores import Stores

TYPES, REASONS, HOLIDAYS, DOCUMENTS = (
    ("7", "down", "enter"),
    ("7", *("down",) * 3, "enter"),
    ("7", *("down",) * 4, "enter"),
    ("7", *("down",) * 5, "enter"),
)


def base(stores: Stores) -> str:
    """Books to change."""
    return stores.copy_of("sqlite", "base", baseset.make_base_set)


@pytest.mark.seed("S30")
async def test_a_type_is_made_at_its_place_and_offered_in_interactions(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*TYPES, "+", *"Visit", "enter", "space", "enter", "enter", "enter", "space", "enter")
        await at.press("ctrl+u", "2", "enter")
        assert "“Visit” saved" in at.message
        assert [line.split()[:2] for line in at.text.splitlines()[2:5]] == [
            ["1", "Call"],
            ["2", "Visit"],
            ["3", "Call"],
        ]
        await at.press("1", "end", "i", "t", *"visit", "enter")
        assert at.lines("Visit")
    made = {row.description: (row.call, row.auto_select_overdue) for row in baseset.Desk(url).all(InteractionType)}
    assert made["Visit"] == (True, True)


async def test_a_type_that_an_interaction_has_is_kept_and_says_where(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press("end", "i", "t", *"statement", "enter", "escape", "escape", "y", *TYPES, "end", "-", "y")
        assert "“Statement” is in use: 1 interaction (C1); it stays." in at.message
        await at.press("up", "-", "y")
        assert "“E-mail” deleted" in at.message
        assert not at.lines("3", "E-mail ")
        await at.press("z")
        assert at.lines("3", "E-mail ")


async def test_a_reason_is_made_changed_and_undone(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*REASONS, "+", *"damaged", "enter", *"Came broken", "enter")
        assert at.lines("DAMAGED", "Came broken")
        assert ("DAMAGED", "Came broken") in at.app.desk.facts.query_reasons
        await at.press("home", "enter", "ctrl+u", *"Broken", "f10")
        assert at.lines("DAMAGED", "Broken")
        await at.press("z")
        assert at.lines("DAMAGED", "Came broken")
        await at.press("z")
        assert not at.lines("DAMAGED", "Came")
    assert len(baseset.Desk(url).all(QueryReason)) == 6


async def test_what_is_there_or_blank_is_refused_in_the_form(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press(*REASONS, "+", "f10")
        assert at.lines("A query reason needs a code, such as PRICE.")
        await at.press(*"price", "f10")
        assert at.lines("There is a query reason PRICE already")
        await at.press("escape", "y")
        assert at.page.NAME == "Query reasons"


async def test_somebody_elses_change_is_shown_beside_what_was_typed(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(*REASONS, "enter", "ctrl+u", *"Mine")
        theirs = SaveQueryReason(actor=baseset.BOB, code="NO INVOICE", version=1, description="Theirs")
        baseset.Desk(url).do(theirs)
        await at.press("f10")
        assert at.lines("Somebody changed it meanwhile: F10 saves what you typed.")
        assert at.lines("It is “Theirs” now.")
        assert at.lines("Description", "Mine")
        await at.press("f10")
        assert at.lines("NO INVOICE", "Mine")


async def test_holidays_are_dates_as_typed_and_pointed_out(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        assert "Mon 6 Apr 2026" in await at.press(*REASONS[:1], *HOLIDAYS[1:], "+", *"6/4")
        await at.press("enter", *"Easter Monday", "enter")
        assert at.lines("Mon 6 Apr 2026", "Easter Monday")
        assert date(2026, 4, 6) in at.app.desk.facts.setup.holidays
        await at.press("+", *"6/4", "f10")
        assert at.lines("There is a holiday 2026-04-06 already")
        await at.press("escape", "y", "-", "y")
        assert not at.lines("Easter")
    assert baseset.Desk(url).all(Holiday) == []


async def test_a_document_type_code_has_its_own_words(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*DOCUMENTS, "+", *"final notice", "enter", *"Last letter", "enter", *"st", "enter", "enter")
        await at.press(*"Your account", "enter", *"Dear Sir,", "enter", *"please pay.")
        assert at.lines("Enter: new line")
        await at.press("f10")
        assert "FINAL NOTICE saved" in at.message
        assert at.lines("FINAL NOTICE", "statement", "Last letter")
        await at.press("end", "enter", "f10", "z")
        assert at.lines("FINAL NOTICE", "statement", "Last letter")
        await at.press("z")
        assert not at.lines("FINAL NOTICE", "statement")
        await at.press("Z")
    made = {row.code: row for row in baseset.Desk(url).all(DocumentTypeCode)}["FINAL NOTICE"]
    assert (made.document, made.subject, made.body) == ("statement", "Your account", "Dear Sir,\nplease pay.")


async def test_a_text_that_is_too_long_comes_back_whole(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press(*DOCUMENTS, "enter", "tab", "tab", "tab", "tab")
        at.app.screen.query_one("#field-body", NoteField).insert("word " * 900)
        await at.press("f10")
        assert at.lines("The text has 4,499 characters: shorten it to 4,000.")
        assert at.lines("word word word")


async def test_books_that_are_only_read_change_nowhere(stores: Stores) -> None:
    async with walk(stores) as at:
        at.app.desk.books.read_only = True
        for where in (TYPES, REASONS, DOCUMENTS):
            await at.press(*where, "enter")
            assert at.message == "These books are open read-only: nothing can be changed."
        await at.press(*HOLIDAYS, "+")
        assert "read-only" in at.message


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_pages_as_they_look(stores: Stores, picture: Pictures, size: tuple[int, int]) -> None:
    async with walk(stores, size=size) as at:
        await at.press(*TYPES)
        picture(at.app, f"interaction_types_{size[0]}")
        await at.press(*DOCUMENTS, "enter")
        picture(at.app, f"document_type_form_{size[0]}")
