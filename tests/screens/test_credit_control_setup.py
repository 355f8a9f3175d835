"""Credit control setup: its parts, and what its fields decide on other pages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.requests.setup import ChangeSetup
from store.tables.setup import CreditControlSetup
from tests.screens.pages import walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.pictures import Pictures
    from tests.stores import Stores

SETUP = ("7", "end", "enter")
BANK, CURRENCY, AGING, PAYMENTS, WORK, MAIL = ((*SETUP, *("tab",) * place) for place in range(1, 7))


def setup_of(url: str) -> CreditControlSetup:
    """The one row of setup."""
    return baseset.Desk(url).all(CreditControlSetup)[0]


def base(stores: Stores) -> str:
    """Books to change."""
    return stores.copy_of("sqlite", "base", baseset.make_base_set)


@pytest.mark.seed("S01")
async def test_bands_are_columns_of_the_credit_list_at_once(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(*AGING, "down", "enter", "ctrl+u")
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


@pytest.mark.seed("S01")
async def test_ten_bands_are_the_most(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(200, 40)) as at:
        await at.press(*AGING, "down", "enter", "ctrl+u", *"1 2 3 4 5 6 7 8 9", "f10")
        assert at.lines("There can be at most 10 aging bands: give at most 8 limits.")
        await at.press("backspace", "backspace", "f10", "1")
        heads = at.lines("No.", "Not due", "Over 8")[0]
        assert [label for label in "12345678" if f" {label} " in heads] == list("12345678")
        await at.press(*AGING, "down", "enter", "ctrl+u", "f10", "1")
        assert at.lines("No.", "Not due")
        assert not at.lines("No.", "Over 8")
    assert setup_of(url).aging_limits == ""


async def test_every_field_is_saved_and_only_what_was_changed(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press(*AGING, "enter", "down", "f10")
        await at.press(*PAYMENTS, "enter", "ctrl+u", "3", "tab", "ctrl+u", *"0.50", "tab", "ctrl+u", "5", "enter")
        await at.press("ctrl+u", *"r-009", "enter")
        assert "Setup changed" in at.message
        assert at.lines("Payment tolerance", "GBP 0.50")
        await at.press(
            *WORK, "enter", "space", "tab", "space", "tab", *"mdy", "tab", "ctrl+u", "2", "tab", *"bob", "enter"
        )
        assert at.lines("Default controller", "BOB")
        await at.press(*MAIL, "enter", "ctrl+u", "7", "tab", *"germ", "enter")
        assert at.lines("Language", "de, German")
    row = setup_of(url)
    assert (row.company_name, row.aging_basis, row.promise_grace_days) == ("Test & Co", "posting", 3)
    assert (row.payment_tolerance, row.payment_discount_grace_days, row.next_receipt_no) == (Decimal("0.5"), 5, "R-009")
    assert (row.preselect_several, row.copy_links_to_entries, row.import_warning_days) == (True, True, 2)
    assert (row.date_format, row.default_controller_code) == ("mdy", "BOB")
    assert (row.mail_least_days, row.language_code) == (7, "de")


async def test_the_company_and_its_bank(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(
            *SETUP, "enter", "end", *", Ltd", "tab", *"1 High Street", "tab", "tab", *"LS1 1AA", "tab", *"Leeds"
        )
        await at.press("tab", *"uk", "tab")
        assert at.lines("“uk” is no country code of ISO 3166: type two letters, such as GB.")
        await at.press("shift+tab", "ctrl+u", *"gb", "tab", *"0113 496 0000", "tab", *"credit@", "f10")
        assert at.lines("This is no e-mail address")
        await at.press(*"test.example", "tab", "tab", *"0123", "tab", *"GB123", "enter")
        assert "Setup changed: company name, address, post code, city" in at.message
        assert at.lines("Country code", "GB")
        await at.press("tab", "enter", *"Test Bank", "tab", *"GB33 BUKB 2020 1555 5555 56", "f10")
        assert at.lines("The check digits of this IBAN are wrong"), at.text
        await at.press("backspace", "5", "tab", *"bukbgb22", "enter")
        assert at.lines("Bank", "IBAN", "GB33 BUKB 2020 1555 5555 55")
        assert at.app.desk.facts.company.iban == "GB33BUKB20201555555555"
    row = setup_of(url)
    assert (row.company_name, row.company_country_code, row.company_phone) == ("Test & Co, Ltd", "GB", "0113 496 0000")
    assert (row.company_bank_name, row.company_bic) == ("Test Bank", "BUKBGB22")


async def test_tab_goes_from_part_to_part_and_a_form_has_one_part(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press(*SETUP)
        seen = [at.page.grid.cursor_row.part]
        for _ in range(8):
            await at.press("tab")
            seen.append(at.page.grid.cursor_row.part)
        assert seen == ["Company", "Bank", "Currency", "Aging", "Payments", "Work", "Mail", "Worklist", "Company"]
        await at.press("shift+tab", "shift+tab", "shift+tab", "down", "enter")
        assert at.lines("Credit control setup: Work")
        assert not at.lines("│ Company name")
        assert at.lines("Copy links to entries", "[ ]")


async def test_the_date_format_decides_how_dates_are_shown_and_read(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url, size=(120, 40)) as at:
        await at.press("end", "enter")
        assert at.lines("INV-1", "2026-02-28")
        await at.press(*WORK, "down", "down", "enter", *"dmy", "f10")
        assert at.lines("Date format", "10/04/2026")
        await at.press("1", "end", "enter")
        assert at.lines("INV-1", "28/02/2026")
        await at.press("escape", *WORK, "down", "down", "enter", "ctrl+u", *"mdy", "f10", "1", "end", "enter")
        assert at.lines("INV-1", "02/28/2026")
        await at.press(":", *"workdate 4/5/2026", "enter")
        assert at.lines("Work date Sun 5 Apr 2026")


@pytest.mark.seed("S10")
async def test_the_users_own_date_order_comes_before_the_setups(stores: Stores) -> None:
    url = base(stores)
    baseset.Desk(url).do(ChangeSetup(actor=baseset.ANNA, changes=(("date_format", "mdy"),)))
    async with walk_on(url, size=(120, 40), own_date_order="dmy") as at:
        await at.press("end", "enter")
        assert at.lines("INV-1", "28/02/2026")
        assert "Sun 3 May 2026" in await at.press(":", *"workdate 3/5/2026")
    async with walk_on(url, size=(120, 40), own_date_order="ymd") as at:
        await at.press("end", "enter")
        assert at.lines("INV-1", "2026-02-28")


async def test_wrong_setup_is_one_sentence_and_stays_typed(stores: Stores) -> None:
    async with walk(stores) as at:
        await at.press(*AGING, "down", "enter", "ctrl+u", *"30 20", "f10")
        assert at.lines("each more than the one before")
        assert at.lines("Aging limits in days", "30 20")
        await at.press("escape", "y", "tab", "enter", "ctrl+u", *"soon", "f10")
        assert at.lines("“soon” is no number from 0 to 999")
        await at.press("escape", "y", *CURRENCY, "enter", "ctrl+u", *"eur", "f10")
        assert at.lines("The LCY code cannot change once there are ledger entries")
        assert at.lines("Own currency (LCY)", "EUR")
        await at.press("escape", "y", *PAYMENTS, "end", *("up",) * 16, "enter", "ctrl+u", *"receipt", "f10")
        assert at.lines("The no. needs digits at its end to count on")


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


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_pages_as_they_look(stores: Stores, picture: Pictures, size: tuple[int, int]) -> None:
    async with walk(stores, size=size) as at:
        await at.press(*SETUP)
        picture(at.app, f"credit_control_setup_{size[0]}")
        await at.press("enter")
        picture(at.app, f"credit_control_setup_form_{size[0]}")


async def test_the_form_begins_with_the_field_under_the_cursor(stores: Stores) -> None:
    url = base(stores)
    async with walk_on(url) as at:
        await at.press(*SETUP, *("down",) * 4, "enter", *"Leeds", "f10")
    assert setup_of(url).company_city == "Leeds"
