"""Nothing can be changed from any page where nothing may be, and one sentence says why."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from cctui.gathered import PAGES, page_classes
from screens.read_only import CHANGING, READ_ONLY
from store.books import Books
from store.queries.setup_pages import controller_lines
from store.requests.setup import SaveController
from tests.screens.mail_books import make_mailed
from tests.screens.pages import Walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.stores import Stores

LEDGER = ("home", "down", "enter")
JOURNAL = (*LEDGER, "dollar_sign", "1", "f10", "5")
SETUP = ("StatusCodesPage", "InteractionTypesPage", "ControllersPage", "QueryReasonsPage", "HolidaysPage")
WAYS: dict[str, tuple[str, ...]] = {
    "CreditListPage": ("home", "down"),
    "CustomerCardPage": ("home", "down", "c"),
    "ContactsPage": ("home", "down", "c", "w"),
    "LedgerPage": LEDGER,
    "InteractionPage": (*LEDGER, "i"),
    "TodosPage": ("2",),
    "WorklistPage": ("3",),
    "ScoreFigures": ("3", "e"),
    "SessionReportPage": ("3", "S"),
    "InsightPage": ("3", "I"),
    "ChangesPage": ("L",),
    "EntryDetailsPage": (*LEDGER, "enter"),
    "EntryNotesPage": (*LEDGER, "n"),
    "DocumentsPage": (*LEDGER, "d"),
    "CustomerFigures": ("home", "down", "e"),
    "CardFigures": ("home", "down", "c", "e"),
    "EntryFigures": (*LEDGER, "e"),
    "InteractionFigures": (*LEDGER, "i", "e"),
    "TodoFigures": ("2", "e"),
    "JournalPage": JOURNAL,
    "ApplyEntriesPage": (*LEDGER, "dollar_sign", "f8"),
    "PreviewPage": (*JOURNAL, "f9"),
    "PostedReceiptsPage": (*JOURNAL, "f9", "f9", "5", "f"),
    "MailPage": (*LEDGER, "m"),
    "AttachmentsPage": (*LEDGER, "space", "m", "f7"),
    "OutboxPage": ("6",),
    "OutboxMailPage": ("6", "enter"),
    "SetupPage": ("7",),
    "CreditControlSetupPage": ("7", "end", "enter"),
    "DocumentTypesPage": ("7", *("down",) * 5, "enter"),
    **{name: ("7", *("down",) * place, "enter") for place, name in enumerate(SETUP)},
}
"""How each page is reached from the credit list of the worked books, by keys that may change them."""

ALWAYS = frozenset(
    {
        *("CreditListPage", "CustomerCardPage", "LedgerPage", "InteractionPage", "TodosPage", "JournalPage"),
        *("PostedReceiptsPage", "DocumentsPage", "OutboxPage", "StatusCodesPage", "CreditControlSetupPage"),
    }
)
"""Pages that every run tries; the others are tried with the long ones."""

ELSEWHERE = frozenset({"quit", "back", *(f"page_{number}" for number in range(1, 8))})
"""Actions that lead away; their pages are walked by themselves."""

LOOKING = ELSEWHERE | frozenset(
    {
        *("cursor_up", "cursor_down", "page_up", "page_down", "ten_up", "ten_down", "top", "bottom"),
        *("search", "sort", "refresh", "repaint", "command", "palette", "help"),
    }
)
"""Actions that every list has, and that are not pressed here."""

HARMLESS = LOOKING | frozenset(
    {
        *("enter", "filter", "explain"),
        *("tick", "tick_next", "range", "extend_up", "extend_down", "tick_overdue", "tick_all", "invert", "tick_none"),
        *("ledger", "customer_card", "contacts", "documents", "next_box", "previous_box", "next_part", "previous_part"),
        *("changes", "older_import", "newer_import", "session_report", "insight"),
        *("show_note", "fold", "save_document", "take", "amount"),
        *("mail", "save_mail", "save_eml", "attachments", "next_field", "previous_field"),
    }
)
"""Actions that show something or belong to a form; on a page of setup `enter` changes, and is pressed there too."""


def test_every_action_changes_or_does_not() -> None:
    ids = {action.id for page in page_classes() for action in page.ACTIONS}
    assert ids - HARMLESS == CHANGING
    assert not HARMLESS & CHANGING


def test_every_page_is_walked() -> None:
    assert set(WAYS) == {name for _module, name in PAGES}


@asynccontextmanager
async def at_page(stores: Stores, name: str) -> AsyncIterator[tuple[Walk, str]]:
    """The page in front, reached while changes were allowed, and where its books are."""
    url = stores.copy_of("sqlite", "mailed", make_mailed)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(*WAYS[name])
        assert type(at.page).__name__ == name
        yield at, url


async def press_all(at: Walk, *, answers: tuple[str, ...]) -> dict[str, str]:
    """Press every key of the page in front, answer whatever is asked, and come back; what was said of each action."""
    page: Any = at.page
    said: dict[str, str] = {}
    every = {action.id: action for action in reversed(page.ACTIONS) if action.id not in LOOKING}
    for action in sorted(every.values(), key=lambda action: action.id not in CHANGING):
        await at.press(action.keys[0])
        said[action.id] = str(page.status.text)
        for answer in answers:
            if at.app.screen != page or page.prompt.active:
                await at.press(answer)
        if page not in at.app.screen_stack:
            break
        while at.app.screen != page:
            at.app.pop_screen()
            await at.rest()
        page.prompt.close()
        await at.rest()
    return said


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ALWAYS else pytest.mark.long) for name in WAYS]
)
async def test_books_that_are_only_read_stay_as_they_are(stores: Stores, name: str) -> None:
    async with at_page(stores, name) as (at, url):
        at.app.desk.books.read_only = True
        before = baseset.Desk(url).image()
        said = await press_all(at, answers=("x", "f10", "y"))
        assert {told for action, told in said.items() if action in CHANGING} <= {READ_ONLY}
        assert baseset.Desk(url).image() == before


def only_reads(url: str) -> None:
    """Somebody else makes anna one who only reads."""
    version = next(row.version for row in Books.open(url).read(controller_lines) if row.code == "ANNA")
    reader = SaveController(actor=baseset.BOB, code="ANNA", user_name="anna", read_only=True, version=version)
    baseset.Desk(url).do(reader)


@pytest.mark.parametrize(
    "name", ["InteractionPage", "StatusCodesPage", pytest.param("TodosPage", marks=pytest.mark.long)]
)
async def test_a_controller_who_only_reads_from_now_on(stores: Stores, name: str) -> None:
    async with at_page(stores, name) as (at, url):
        only_reads(url)
        at.app.reread_facts()
        await at.rest()
        before = baseset.Desk(url).image()
        said = await press_all(at, answers=("x", "f10", "y"))
        told = {sentence for action, sentence in said.items() if action in CHANGING}
        assert all("read-only" in sentence or "only reads" in sentence for sentence in told)
        assert baseset.Desk(url).image() == before
