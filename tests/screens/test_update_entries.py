"""The dialog Update Selected Entries: what each code asks, what is refused, and what is answered."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App

from screens.update_entries import UpdateAnswer, UpdateEntriesForm, UpdateEntry
from store.queries import ledger
from store.requests.calls import PromiseInput, QueryInput
from store.rows.setup import StatusCodeRow
from tests.screens.interaction_app import Call, base_books, desk_on
from tests.settle import press, settle
from tests.store.baseset import CM_9, EUR_1, INV_1, INV_2, INV_3, JPY_1, WORK_DATE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from screens.desk import Desk
    from tests.stores import Stores

FRI = date(2026, 4, 3)


@pytest.fixture
def desk(stores: Stores) -> Iterator[Desk]:
    found = desk_on(base_books(stores))
    both = StatusCodeRow("PART", "Part promised, part queried", payment_promised=True, queried=True)
    found.facts = replace(found.facts, status_codes=(*found.facts.status_codes, both))
    yield found
    found.books.close()


class Opened:
    """The dialog in an app of its own, and its answer."""

    def __init__(self, pilot: Any, form: UpdateEntriesForm, drafts: list[dict[str, object]]) -> None:  # noqa: ANN401 - any app's
        self.pilot, self.form, self.drafts = pilot, form, drafts
        self.answers: list[UpdateAnswer | None] = []

    async def type(self, text: str) -> None:
        await Call.type(self, text)  # type: ignore[arg-type]  # all it needs is a pilot

    async def press(self, *keys: str) -> None:
        await press(self.pilot, *keys)

    @property
    def answer(self) -> UpdateAnswer | None:
        return self.answers[0] if len(self.answers) == 1 else None


@asynccontextmanager
async def opened(desk: Desk, *numbers: int, **options: Any) -> AsyncIterator[Opened]:  # noqa: ANN401 - the form's own
    rows = desk.books.read(ledger.entry_rows, numbers, WORK_DATE)
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        drafts: list[dict[str, object]] = []
        form = UpdateEntriesForm(desk, [UpdateEntry.of(rows[n]) for n in numbers], on_draft=drafts.append, **options)
        found = Opened(pilot, form, drafts)
        app.push_screen(form, found.answers.append)
        await settle(pilot)
        yield found


def asked(form: UpdateEntriesForm) -> list[str]:
    return [str(field.id) for field in form._fields() if field.display]


@pytest.mark.seed("S17")
@pytest.mark.seed("S19")
@pytest.mark.seed("S23")
@pytest.mark.seed("S25")
@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("PROMISED", ["full", "amount", "day"]),
        ("QUERIED", ["target", "by", "reason"]),
        ("PART", ["full", "amount", "day", "target", "by", "reason"]),
        ("PAID ALREADY", []),
        ("NO ANSWER", ["next"]),
    ],
)
async def test_the_code_decides_what_is_asked(desk: Desk, code: str, fields: list[str]) -> None:
    async with opened(desk, INV_1) as at:
        assert asked(at.form) == ["status"]
        await at.type(code)
        await at.press("tab")
        assert asked(at.form) == ["status", *fields]


@pytest.mark.seed("S18")
async def test_the_caption_names_count_documents_and_total(desk: Desk) -> None:
    async with opened(desk, INV_1, INV_3, CM_9) as at:
        text = "\n".join(strip.text for strip in at.pilot.app.screen._compositor.render_strips())
        assert "Update 3 entries: INV-1, INV-3, CM-9  1,200.00" in text


@pytest.mark.seed("S20")
async def test_full_amount_is_on_and_disables_the_payment_amount(desk: Desk) -> None:
    async with opened(desk, INV_1, INV_2, CM_9) as at:
        await at.type("prom")
        await at.press("enter")
        assert at.form.full.on
        assert at.form.amount.disabled
        assert "1,000.00" in at.form.split.text
        assert "1 entry gets nothing: CM-9" in at.form.split.text
        await at.press("enter")
        await at.type("fri")
        await at.press("enter")
        assert at.answer == UpdateAnswer("PROMISED", PromiseInput(FRI), None, "", None)


@pytest.mark.seed("S21")
@pytest.mark.seed("S22")
async def test_the_split_follows_the_amount_as_it_is_typed(desk: Desk) -> None:
    async with opened(desk, INV_1, INV_3, INV_2) as at:
        await at.type("prom")
        await at.press("enter", "space", "tab")
        assert "up to 2,300.00" in at.form.split.text
        await at.type("1200")
        assert [line.split()[0] for line in at.form.split.text.splitlines()[1:]] == ["INV-1", "INV-3", "1"]
        assert "200.00  of 500.00" in at.form.split.text
        assert "1 entry gets nothing: INV-2" in at.form.split.text
        await at.press("ctrl+u")
        await at.type("1600")
        assert "100.00  of 800.00" in at.form.split.text
        await at.press("tab")
        await at.type("fri")
        await at.press("enter")
        assert at.answer == UpdateAnswer(
            "PROMISED", PromiseInput(FRI, full=False, amount=Decimal(1600)), None, "", None
        )


async def test_too_much_is_refused_and_everything_typed_stays(desk: Desk) -> None:
    async with opened(desk, INV_1, INV_3, INV_2) as at:
        await at.type("prom")
        await at.press("enter")
        await at.type("2500")
        assert at.form.split.text.strip().startswith("GBP 2,500.00 is more than the 2,300.00")
        await at.press("tab")
        await at.type("fri")
        await at.press("tab")
        await at.type("by bank")
        await at.press("f10")
        assert at.answers == []
        assert at.form.amount.error.startswith("GBP 2,500.00 is more than the 2,300.00")
        assert (at.form.amount.value, at.form.day.value, at.form.note.value) == ("2500", "fri", "by bank")
        assert at.form.focused is at.form.amount


@pytest.mark.parametrize(
    ("typed", "said"), [("1,20", "is not an amount"), ("500 EUR", "is in another currency"), ("£1200", "GBP 1,200.00")]
)
async def test_an_amount_is_judged_while_it_is_typed(desk: Desk, typed: str, said: str) -> None:
    async with opened(desk, INV_1, INV_3, INV_2) as at:
        await at.type("prom")
        await at.press("enter")
        at.form._part_begun(typed)
        await at.press("right")
        assert said in at.form.split.text
        if said != "GBP 1,200.00":
            await at.press("enter")
            assert said in at.form.amount.error
            at.form.full.set_on(True)
            at.form._changed()
            assert at.form.amount.error == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [("", "A promise needs a payment date"), ("30/3/2026", "before the work date"), ("nonsense", "is not a date")],
)
async def test_a_promise_needs_a_date_not_before_the_work_date(desk: Desk, day: str, said: str) -> None:
    async with opened(desk, INV_1) as at:
        await at.type("prom")
        await at.press("enter", "enter")
        await at.type(day)
        await at.press("f10")
        assert at.answers == []
        assert said in at.form.day.error
        assert at.form.day.value == day


async def test_a_weekend_and_a_holiday_are_pointed_out(desk: Desk) -> None:
    desk.facts = replace(desk.facts, setup=replace(desk.facts.setup, holidays=frozenset({FRI})))
    async with opened(desk, INV_1) as at:
        await at.type("prom")
        await at.press("enter", "enter")
        await at.type("4/4")
        assert at.form.day.echo == "Sat 4 Apr 2026, a Saturday!"
        await at.press("ctrl+u")
        await at.type("3/4")
        assert at.form.day.echo == "Fri 3 Apr 2026, a holiday!"


@pytest.mark.seed("S23")
async def test_a_query_begins_with_the_codes_defaults(desk: Desk) -> None:
    async with opened(desk, INV_1) as at:
        await at.type("quer")
        await at.press("enter")
        assert (at.form.target.value, at.form.by.value) == ("2026-04-07", "anna")
        await at.press("ctrl+u")
        await at.type("2w")
        await at.press("enter", "enter")
        await at.type("qual")
        await at.press("enter")
        assert at.answer == UpdateAnswer("QUERIED", None, QueryInput(date(2026, 4, 14), "anna", "QUALITY"), "", None)


async def test_what_was_typed_into_fields_that_are_hidden_then_is_not_answered(desk: Desk) -> None:
    async with opened(desk, INV_1) as at:
        await at.type("prom")
        await at.press("enter")
        await at.type("400")
        await at.press("tab")
        await at.type("fri")
        at.form.status.focus()
        await at.press("ctrl+u")
        await at.type("paid")
        await at.press("f10")
        assert at.answer == UpdateAnswer("PAID ALREADY", None, None, "", None)


@pytest.mark.seed("S26")
@pytest.mark.parametrize("code", ["PROMISED", "QUERIED", "PAID ALREADY"])
async def test_every_code_takes_a_note(desk: Desk, code: str) -> None:
    async with opened(desk, INV_1) as at:
        await at.type(code)
        await at.press("tab")
        if code == "PROMISED":
            at.form.day.focus()
            await at.press("t")
        at.form.note.focus()
        await at.type("said so")
        await at.press("enter")
        await at.type("twice")
        await at.press("f10")
        assert at.answer is not None
        assert at.answer.note == "said so\ntwice"


async def test_a_next_date_is_proposed_only_where_the_header_has_none(desk: Desk) -> None:
    async with opened(desk, INV_1) as at:
        await at.type("call")
        await at.press("enter", "ctrl+u")
        await at.type("fri")
        await at.press("enter")
        assert at.answer == UpdateAnswer("CALL BACK", None, None, "", FRI)
    for options in ({"header_next": FRI}, {"in_interaction": False}):
        async with opened(desk, INV_1, **options) as at:
            await at.type("call")
            await at.press("enter")
            assert at.answer == UpdateAnswer("CALL BACK", None, None, "", None)


async def test_a_part_promise_needs_one_currency_and_full_shows_each(desk: Desk) -> None:
    async with opened(desk, EUR_1, JPY_1) as at:
        await at.type("prom")
        await at.press("enter")
        assert at.form.split.text.splitlines()[0] == "  Promised EUR 1,000.00 · JPY 100,000"
        await at.type("5")
        assert "A part promise needs one currency" in at.form.split.text


async def test_esc_asks_only_where_something_was_typed_and_an_unknown_code_is_said(desk: Desk) -> None:
    async with opened(desk, INV_1) as at:
        await at.press("escape")
        assert at.answers == [None]
    async with opened(desk, INV_1) as at:
        await at.type("zzz")
        await at.press("enter")
        assert "choose one of PROMISED" in at.form.status.error
        await at.press("escape")
        assert at.answers == []
        await at.press("n")
        assert at.form.status.value == "zzz"
        await at.press("escape", "y")
        assert at.answers == [None]


async def test_a_draft_fills_it_again(desk: Desk) -> None:
    async with opened(desk, INV_1) as at:
        await at.type("prom")
        await at.press("enter")
        await at.type("400")
        draft = at.drafts[-1]
    async with opened(desk, INV_1, draft=draft) as at:
        assert (at.form.status.value, at.form.full.on, at.form.amount.value) == ("PROMISED", False, "400")
        assert not at.form.amount.disabled
        assert at.form.focused is at.form.amount
