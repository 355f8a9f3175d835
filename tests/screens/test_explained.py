"""Every figure and every status can be explained: the entries and the rule behind it (rule 19)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from screens.interaction import InteractionPage
from store.tables.ledger import CustomerLedgerEntry
from store.tables.setup import CreditControlSetup
from tests.screens.pages import Walk, make_worked, walk, walk_on
from tests.store import baseset
from tests.store.baseset import BOB, CM_9, INV_1, INV_3, PAY_7

if TYPE_CHECKING:
    from tests.stores import Stores

TALL = (120, 70)


def told(at: Walk) -> str:
    """The page's text in one line, however it was wrapped."""
    return " ".join(at.text.split())


def amounts_below(at: Walk, label: str, until: str) -> tuple[list[int], int]:
    """The amounts listed between a label and its sum, and the sum; all of them whole."""
    lines = [line.split() for line in at.text.splitlines()]
    start = next(place for place, words in enumerate(lines) if words and " ".join(words).startswith(label))
    end = next(place for place, words in enumerate(lines) if place > start and words[:1] == [until])
    listed = [_whole(words[1]) for words in lines[start + 1 : end] if words and _is_amount(words)]
    return listed, _whole(lines[end][1])


def _whole(text: str) -> int:
    amount = Decimal(text.replace(",", ""))
    assert amount == int(amount)
    return int(amount)


def _is_amount(words: list[str]) -> bool:
    return len(words) > 1 and words[1].lstrip("-").replace(",", "").replace(".", "").isdigit()


def banded(at: Walk) -> tuple[list[Decimal], list[list[Decimal]]]:
    """The bands' amounts, and the amounts of the entries in each."""
    bands: list[Decimal] = []
    entries: list[list[Decimal]] = []
    for line in at.text.splitlines():
        if found := re.search(r"(-?[\d,]+\.\d\d)  in \d+ entr", line):
            bands.append(Decimal(found[1].replace(",", "")))
            entries.append([])
        elif found := re.search(r"(-?[\d,]+\.\d\d)  (?:due|posting|document) date", line):
            entries[-1].append(Decimal(found[1].replace(",", "")))
    return bands, entries


async def to_c1(at: Walk) -> None:
    """The cursor on C1, which owes most."""
    await at.press("end")
    if "C1" not in str(at.page.grid.cursor_key):
        await at.press("home")


@pytest.mark.parametrize(
    ("basis", "wanted"),
    [("due", [850, 200, 1000, 0, 0]), ("posting", [0, 550, 500, 1000, 0]), ("document", [0, 550, 500, 1000, 0])],
)
async def test_the_credit_list_foots_to_every_figure(stores: Stores, basis: str, wanted: list[int]) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    with baseset.Desk(url).session() as session:
        session.get_one(CreditControlSetup, 1).aging_basis = basis
    async with walk_on(url, size=TALL) as at:
        await to_c1(at)
        await at.press("e")
        listed, total = amounts_below(at, "Overdue 1,200.00", "Sum")
        assert (sorted(listed), sum(listed), total) == ([-300, 500, 1000], 1200, 1200)
        bands, entries = banded(at)
        assert (sum(bands), len(bands)) == (2050, 5)
        assert [sum(amounts) for amounts in entries] == bands
        assert bands == wanted
        listed, total = amounts_below(at, "2 open promises", "Sum")
        assert (listed, total) == ([1000, 200], 1200)
        assert "exceeded by 50.00" in at.text


async def test_an_entry_shows_what_was_recorded_and_foots(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    desk = baseset.Desk(url, datetime(2026, 3, 31, 12))  # noqa: DTZ001 - the host's own clock
    desk.pay(INV_1, "400", date(2026, 3, 30))
    desk.update([INV_1], "CALL BACK", actor=BOB)
    async with walk_on(url, size=TALL) as at:
        await to_c1(at)
        await at.press("enter", "home", "e")
        listed, total = amounts_below(at, "Remaining 600.00", "Sum")
        assert (listed, total) == ([1000, -400], 600)
        assert at.lines("2026-01-29", "posted")
        assert at.lines("2026-03-30", "-400.00", "paid")
        assert at.lines("Status CALL BACK")
        assert "PROMISED → CALL BACK by bob" in told(at)
        assert "none → PROMISED by anna in the interaction 2026-03-31 09:00" in told(at)
        assert "31 days before the work date 2026-03-31, so it is overdue" in told(at)
        assert at.lines("Promise 1: withdrawn", "1,000.00 for Fri 10 Apr 2026, 400.00 paid since")
        assert "withdrawn 2026-03-31: status CALL BACK" in told(at)
        assert "to-do closed 2026-03-31: withdrawn" in told(at)


async def test_a_foreign_entry_shows_what_is_booked(stores: Stores) -> None:
    async with walk(stores, "worked", size=TALL) as at:
        await at.press("enter", "e")
        assert at.lines("Remaining 1,000.00", "EUR, the sum of what was recorded of it")
        assert at.lines("GBP 853.21", "as booked in the ledger")
        assert at.lines("Promise 1: broken", "to-do open")


async def test_an_interaction_foots_to_its_totals_line_and_aging(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    async with walk_on(url, size=TALL) as at:
        await to_c1(at)
        await at.press("i", "space", "end", "space", "e")
        listed, total = amounts_below(at, "Selected 1,800.00", "Sum")
        assert (listed, total) == ([1000, 800], 1800)
        assert at.lines("of it overdue", "1,000.00")
        assert at.lines("Line INV-2", "GBP 800.00 remained when the interaction began")
        assert at.lines("Status PROMISED")
        assert amounts_below(at, "Aging each open entry", "Sum")[1] == 2050
        assert at.lines("Marks", "~ changed")
        await at.press("escape")
        assert isinstance(at.page, InteractionPage)


async def test_an_interaction_with_currencies_keeps_each_by_itself(stores: Stores) -> None:
    async with walk(stores, size=TALL) as at:
        await to_c1(at)
        await at.press("home" if "C1" in str(at.page.grid.keys[-1]) else "end", "i", "a", "e")
        assert at.lines("Selected 1,271.46", "GBP")
        assert [line.split()[1:3] for line in at.lines("Sum")][:4] == [
            ["1,000.00", "EUR"], ["100,000", "JPY"], ["10.125", "KWD"], ["-150.00", "USD"],
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (
            "Check promised",
            ("GBP 1,000.00 of INV-1 was promised for that date", "closed once what was promised is paid"),
        ),
        ("Check query", ("a query on INV-3 is to be resolved by that date", "once the entry's status leaves")),
        ("Follow up", ("the next interaction date was set in the interaction of 2026-03-31 09:00 by anna", "by hand")),
    ],
)
async def test_a_todo_says_why_it_is_there_and_what_closes_it(stores: Stores, what: str, says: tuple[str, str]) -> None:
    async with walk(stores, "worked", size=TALL) as at:
        words = [key for word in what.split() for key in (*word, "space")]
        await at.press("2", "/", *words, "!", *"EUR", "enter", "e")
        assert all(part in told(at) for part in says), told(at)


async def test_a_closed_todo_says_why(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    baseset.Desk(url, datetime(2026, 3, 31, 12)).pay(INV_3, "500", date(2026, 3, 31))  # noqa: DTZ001 - the host's own
    async with walk_on(url, size=TALL) as at:
        await at.press("2", "f", *"closed", "enter", "e")
        assert "Closed 2026-03-31: paid, what it waits for was paid" in told(at)
        assert at.lines("2026-03-31", "-500.00", "paid")


async def test_the_cards_averages_and_kept_rate_are_worked_out_line_by_line(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    desk = baseset.Desk(url, datetime(2026, 3, 31, 12))  # noqa: DTZ001 - the host's own clock
    desk.pay(INV_1, "1000", date(2026, 3, 30))
    desk.pay(INV_3, "500", date(2026, 3, 31))
    async with walk_on(url, size=TALL) as at:
        await to_c1(at)
        await at.press("c", "e")
        assert at.lines("INV-1", "2026-01-29 to 2026-03-30: 60 days", "30 late")
        assert at.lines("INV-3", "2026-02-08 to 2026-03-31: 51 days", "21 late")
        assert at.lines("Average", "111 ÷ 2 = 55.5 days to pay; 51 ÷ 2 = 25.5 days late")
        assert at.lines("Rate", "1 ÷ 1 by how many; 1,000.00 ÷ 1,000.00 by amount")
        assert at.lines("1 open promise")
        assert at.lines("Last payment", "GBP 200.00: PAY-7")


async def test_an_entrys_own_page_leads_to_its_explanation(stores: Stores) -> None:
    async with walk(stores, "worked", size=TALL) as at:
        await to_c1(at)
        await at.press("enter", "home", "enter")
        assert at.lines("Promise 1: open", "to-do open, ANNA")
        await at.press("e")
        assert at.lines("Remaining 1,000.00")


def test_credits_of_the_base_set_are_what_the_tests_say(stores: Stores) -> None:
    desk = baseset.Desk(stores.copy_of("sqlite", "worked", make_worked))
    with desk.session() as session:
        assert [session.get_one(CustomerLedgerEntry, number).remaining for number in (CM_9, PAY_7)] == [-300, -200]
