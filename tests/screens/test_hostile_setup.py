"""Hostile texts in every text field of every setup page: refused with a sentence or kept clean, shown as text."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from screens.setup_fields import CodeField, TextField
from screens.setup_form import SetupForm
from store.commands import setup_fields
from store.commands.work import Refusal, Work
from store.requests.base import Done
from store.requests.setup import (
    ChangeSetup,
    SaveController,
    SaveDocumentTypeCode,
    SaveHoliday,
    SaveInteractionType,
    SaveQueryReason,
    SaveStatusCode,
)
from store.rules.text import clean_lines, is_clean
from store.tables.setup import (
    CreditController,
    CreditControlSetup,
    DocumentTypeCode,
    Holiday,
    InteractionType,
    QueryReason,
    StatusCode,
)
from tests.hostile import STRINGS, forbidden_in
from tests.screens.pages import Walk, walk_on
from tests.store import baseset
from widgets.notefield import NoteField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.requests.base import Request
    from tests.stores import Stores

pytestmark = pytest.mark.long

TEXTS = list(STRINGS.values())
TABLES: tuple[Any, ...] = (
    *(CreditControlSetup, StatusCode, InteractionType, CreditController, QueryReason, Holiday, DocumentTypeCode),
)
FIELDS = [
    *(name for name in CreditControlSetup.model_fields if name.startswith("company_")),
    *("next_receipt_no", "aging_limits", "aging_basis", "date_format", "default_controller_code", "language_code"),
]
PAGES = {
    "Status codes": "0",
    "Interaction types": "1",
    "Credit controllers": "2",
    "Query reasons": "3",
    "Holidays": "4",
    "Document type codes": "5",
}


def base(stores: Stores) -> str:
    """Books to change."""
    return stores.copy_of("sqlite", "base", baseset.make_base_set)


def unclean(desk: baseset.Desk) -> list[str]:
    """What setup holds that could do something to a terminal; line ends may stand in the text of a mail."""
    texts = [
        clean_lines(value).replace("\n", " ") if name == "body" else value
        for table in TABLES
        for row in desk.all(table)
        for name, value in row.model_dump().items()
        if isinstance(value, str)
    ]
    return [text for text in texts if not is_clean(text)]


def requests_with(number: int, text: str) -> Iterator[Request]:
    """Every change of setup that takes a text, with this one in each of its fields."""
    who = baseset.ANNA
    code = text if number % 2 else f"C{number}"
    yield SaveStatusCode(actor=who, code=code, description=text)
    yield SaveQueryReason(actor=who, code=code, description=text)
    yield SaveController(actor=who, code=code, name=text, user_name=f"u{number}{code[:9]}", version=0)
    yield SaveDocumentTypeCode(
        actor=who, code=code, document="invoice", description=text, template=text, subject=text, body=text
    )
    yield SaveStatusCode(actor=who, code=f"D{number}", query_resolution_target=text)
    yield SaveStatusCode(actor=who, code=f"D{number}", next_interaction=text)
    yield SaveDocumentTypeCode(actor=who, code=f"E{number}", document=text)
    yield SaveInteractionType(actor=who, description=text)
    yield SaveHoliday(actor=who, day=baseset.WORK_DATE.replace(year=2000 + number), description=text)
    yield ChangeSetup(actor=who, changes=((FIELDS[number % len(FIELDS)], text),))


async def test_every_text_in_every_request_is_refused_or_kept_clean(stores: Stores) -> None:
    url = base(stores)
    desk = baseset.Desk(url)
    kept = 0
    for number, text in enumerate(TEXTS):
        for request in requests_with(number, text):
            outcome = desk.ask(request)
            kept += isinstance(outcome, Done)
            if not isinstance(outcome, Done):
                assert outcome.kind == "refused", outcome
    assert kept > len(TEXTS) * 3
    assert unclean(desk) == []
    async with walk_on(url, size=(160, 40)) as at:
        await at.press("7")
        for place in PAGES.values():
            await at.press("7", *("down",) * int(place), "enter")
            for keys in (("enter", "escape"), ("end",), ("enter", "escape"), ("pageup",)):
                assert forbidden_in(await at.press(*keys)) == []
        await at.press("7", "end", "enter", "enter")
        assert forbidden_in(at.text) == []
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence


def test_every_text_in_every_field_of_credit_control_setup(stores: Stores) -> None:
    desk = baseset.Desk(base(stores))
    with desk.session() as session:
        work = Work(session, baseset.ANNA, baseset.NOW)
        for name in FIELDS:
            for text in TEXTS:
                with suppress(Refusal):
                    kept = setup_fields.FIELDS[name].check(work, text)
                    assert kept is None or is_clean(str(kept))


async def fill(at: Walk, texts: Iterator[str], number: int) -> None:
    """Paste the next texts into the form's fields, and a fitting value where only some are taken; then save."""
    form = at.app.screen
    assert isinstance(form, SetupForm)
    for field in (*form.query(TextField), *form.query(CodeField)):
        text = next(texts)
        fits = isinstance(field, TextField) or len(text) <= 20
        field.post_message(events.Paste(text if fits else f"C{number}"))
    for note in form.query(NoteField):
        note.insert(next(texts))
    for name, value in (("field-day", f"{number % 28 + 1}/4/20{number % 99:02}"), ("field-document", "invoice")):
        for field in form.query(f"#{name}"):
            field.post_message(events.Paste(value))
    await at.rest()
    await at.press("f10")
    if at.app.screen is form:
        assert forbidden_in(at.text) == []
        await at.press("escape", "y")


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if place in {0, 5} else pytest.mark.long) for place, name in enumerate(PAGES)],
)
async def test_texts_typed_on_a_page(stores: Stores, name: str) -> None:
    url = base(stores)
    place = int(PAGES[name])
    texts = iter((TEXTS * 2)[place * 11 :])
    before = sum(len(baseset.Desk(url).all(table)) for table in TABLES)
    async with walk_on(url) as at:
        await at.press("7", *("down",) * place, "enter")
        for number in range(12):
            await at.press("+")
            await fill(at, texts, number)
            assert forbidden_in(at.text) == []
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence
    assert sum(len(baseset.Desk(url).all(table)) for table in TABLES) > before + 3
    assert unclean(baseset.Desk(url)) == []


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.long)])
async def test_texts_typed_for_the_company(stores: Stores, part: int) -> None:
    url = base(stores)
    texts = iter(TEXTS * 2)
    async with walk_on(url) as at:
        await at.press("7", "end", "enter", *("tab",) * part)
        for number in range(8):
            await at.press("enter")
            await fill(at, texts, number)
            assert forbidden_in(at.text) == []
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence
    assert unclean(baseset.Desk(url)) == []
