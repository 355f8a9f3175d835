"""Setup of interaction types, query reasons, holidays, and of credit control itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.requests.setup import ChangeSetup, SaveQueryReason
from store.tables.setup import CreditControlSetup, Holiday, InteractionType, QueryReason
from tests.screens.pages import walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.pictures import Pictures
    from tests.stores import Stores

TYPES, REASONS, HOLIDAYS, SETUP = (
    ("7", "down", "enter"),
    ("7", *("down",) * 3, "enter"),
    ("7", *("down",) * 4, "enter"),
    ("7", "end", "enter"),
)


def setup_of(url: str) -> CreditControlSetup:
    """The one row of setup."""
    return baseset.Desk(url).all(CreditControlSetup)[0]


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
        await at.press("end", "i", "t", *"statement", "enter", "escape", "y", *TYPES, "end", "-", "y")
        assert "“Statement” is in use: 1 interaction, the last with customer C1" in at.message
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


@pytest.mark.seed("S01")
async def test_bands_are_columns_of_the_credit_list_at_once(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(*SETUP, *("down",) * 4, "enter", "ctrl+u")
        assert "Not due | 1–10 | 11–20 | Over 20" in await at.press(*"10 20")
        await at.press("f10")
        assert "Setup changed: aging limits" in at.message
        assert at.lines("Aging limits in days", "11–20")
        await at.press("1")
        assert at.lines("No.", "Over 20", "11–20")
        assert at.lines("C1", "1,500.00", "-300.00")
        await at.press("z")
        assert at.lines("No.", "31–60")
    assert setup_of(url).aging_limits == "30,60,90"


async def test_every_field_is_saved_and_only_what_was_changed(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(
            *SETUP, "enter", "end", *", Ltd", "tab", "tab", "tab", "down", "tab", "tab", "ctrl+u", "3", "tab"
        )
        await at.press("ctrl+u", *"0.50", "tab", "space", "tab", "ctrl+u", "2", "tab", *"bob", "enter")
        assert "Setup changed" in at.message
        assert at.lines("Payment tolerance", "GBP 0.50")
        assert at.lines("Default controller", "BOB")
    row = setup_of(url)
    assert (row.company_name, row.aging_basis, row.promise_grace_days) == ("Test & Co, Ltd", "posting", 3)
    assert (row.payment_tolerance, row.preselect_several, row.import_warning_days) == (Decimal("0.5"), True, 2)
    assert row.default_controller_code == "BOB"


async def test_wrong_setup_is_one_sentence_and_stays_typed(stores: Stores) -> None:
    async with walk(stores, size=(120, 40)) as at:
        await at.press(*SETUP, *("down",) * 4, "enter", "ctrl+u", *"30 20", "f10")
        assert at.lines("each more than the one before")
        assert at.lines("Aging limits in days", "30 20")
        await at.press("ctrl+u", *"30 60", "tab", "ctrl+u", *"soon", "f10")
        assert at.lines("“soon” is no number from 0 to 999")
        await at.press("ctrl+u", "1", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "ctrl+u", *"eur", "f10")
        assert at.lines("The LCY code cannot change once there are ledger entries")
        assert at.lines("Own currency (LCY)", "EUR")


async def test_setup_that_somebody_changed_is_said_and_then_saved(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(*SETUP, "enter", "ctrl+u", *"Mine")
        baseset.Desk(url).do(ChangeSetup(actor=baseset.BOB, changes=(("company_name", "Theirs"),)))
        await at.press("f10")
        assert at.lines("Somebody changed the company name meanwhile: it is “Theirs” now.")
        assert at.lines("Company name", "Mine")
        await at.press("f10")
        assert at.lines("Company name", "Mine", "your company")
    assert setup_of(url).company_name == "Mine"


async def test_books_that_are_only_read_change_nowhere(stores: Stores) -> None:
    async with walk(stores) as at:
        at.app.desk.books.read_only = True
        for where in (TYPES, REASONS, SETUP):
            await at.press(*where, "enter")
            assert at.message == "These books are open read-only: nothing can be changed."
        await at.press(*HOLIDAYS, "+")
        assert "read-only" in at.message


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_pages_as_they_look(stores: Stores, picture: Pictures, size: tuple[int, int]) -> None:
    async with walk(stores, size=size) as at:
        await at.press(*TYPES)
        picture(at.app, f"interaction_types_{size[0]}")
        await at.press(*SETUP)
        picture(at.app, f"credit_control_setup_{size[0]}")
        await at.press("enter")
        picture(at.app, f"credit_control_setup_form_{size[0]}")
