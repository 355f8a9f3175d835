"""With whom one speaks: another contact, a correction for the call or for good, a new contact (rule 14)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from screens.contact_form import ContactForm
from screens.interaction import InteractionPage
from screens.note import NoteForm
from store.queries.contacts import contact_rows
from tests.hostile import STRINGS
from tests.screens.interaction_app import LARGE, base_books, calling
from tests.store import baseset

if TYPE_CHECKING:
    from store.rows.calls import InteractionRow
    from store.rows.documents import ContactRow
    from tests.screens.interaction_app import Call
    from tests.stores import Stores

LATER = baseset.actor(holder="host:9:9")


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


def add_contact(url: str, name: str, phone: str = "", email: str = "") -> None:
    with closing(sqlite3.connect(url)) as books, books:
        books.execute(
            "INSERT INTO contact (customer_no, name, phone, email, source, version) VALUES ('C1', ?, ?, ?, 'here', 1)",
            (name, phone, email),
        )


def stored(call: Call) -> InteractionRow:
    found = call.stored()
    assert found is not None
    return found


def contacts(call: Call) -> list[ContactRow]:
    return call.books.read(contact_rows, "C1")


def said(call: Call) -> tuple[str, str, str]:
    row = stored(call)
    return row.contact_name, row.phone, row.email


@pytest.mark.seed("S32")
async def test_the_only_other_contact_is_taken_without_a_question(url: str) -> None:
    add_contact(url, "Ines Ortega", email="ines@c1.test")
    async with calling(url) as call:
        await call.press("w")
        assert "[o] another  [c] correct for now  [k] for good  [n] new  [Esc] cancel" in call.text()
        await call.press("o")
        assert said(call) == ("Ines Ortega", "C1-phone", "ines@c1.test")
        assert stored(call).contact_id == contacts(call)[1].id
        assert call.page.status.text == "Ines Ortega: C1-phone."
        assert "Ines Ortega" in call.text()
        assert stored(call).entered
        await call.press("w", "o")
        assert said(call) == ("Mary Poole", "+44 20 7946 0001", "info@c1.test")


@pytest.mark.seed("S32")
async def test_one_of_several_contacts_is_chosen_by_number_or_name(url: str) -> None:
    for name, phone in (("Ines Ortega", "1"), ("Jo [red]", ""), ("Jo [red]", "+44 20 7946 0002")):
        add_contact(url, name, phone)
    async with calling(url, size=LARGE) as call:
        await call.press("w")
        assert "[o] another contact  [c] correct for this call  [k] correct the contact" in call.text()
        await call.press("o")
        assert "1 Ines Ortega · 2 Jo [red] · 3 Jo [red]" in call.text()
        await call.type("jo")
        assert "Choose one: 2 Jo [red] · 3 Jo [red]." in call.text()
        await call.press("enter")
        assert call.page.prompt.value == "jo"
        await call.press("ctrl+u", "3")
        assert "Jo [red] · +44 20 7946 0002" in call.text()
        await call.press("enter")
        assert said(call) == ("Jo [red]", "+44 20 7946 0002", "info@c1.test")
        await call.press("w", "o")
        await call.type("ort")
        await call.press("tab", "enter")
        assert stored(call).contact_name == "Ines Ortega"


@pytest.mark.seed("S09")
async def test_a_correction_for_this_call_leaves_the_contact_as_it_is(url: str) -> None:
    async with calling(url) as call:
        await call.press("w", "c", "enter")
        await call.type("ask for Bob")
        await call.press("enter")
        assert "“ask for Bob” is no phone number: type one like" in call.text()
        await call.press("ctrl+u")
        await call.type("+44 20 7946 0958")
        await call.press("enter")
        await call.type("a@b.de, c@d.de")
        await call.press("f10")
        assert "it holds more than one address" in call.text()
        await call.press("ctrl+u")
        await call.type("mary@c1.test")
        await call.press("enter")
        assert said(call) == ("Mary Poole", "+44 20 7946 0958", "mary@c1.test")
        assert [(row.phone, row.email, row.source) for row in contacts(call)] == [("+44 20 7946 0001", "", "import")]


@pytest.mark.seed("S32")
async def test_a_correction_for_good_changes_the_contact_and_this_call(url: str) -> None:
    async with calling(url) as call:
        await call.press("w", "k")
        assert "Contact, corrected for good" in call.text()
        await call.type("Maria Poole")
        await call.press("f10")
        await call.rest(lambda: call.page.header is not None and call.page.header.contact_name == "Maria Poole")
        assert said(call) == ("Maria Poole", "+44 20 7946 0001", "info@c1.test")
        assert [(row.name, row.source) for row in contacts(call)] == [("Maria Poole", "here")]
        assert call.page.status.text == "Contact Maria Poole changed."
        await call.press("z")
        await call.rest(lambda: stored(call).contact_name == "Mary Poole")
        assert [row.name for row in contacts(call)] == ["Mary Poole"]


@pytest.mark.seed("S33")
@pytest.mark.parametrize("answer", ["y", "n"])
async def test_a_new_contact_is_offered_as_credit_control_contact(url: str, answer: str) -> None:
    async with calling(url) as call:
        await call.press("w", "n", "f10")
        assert "A contact needs a name: type one." in call.text()
        await call.type("Ines Ortega")
        await call.press("enter")
        await call.type("020 7946 0958")
        assert "without its country" in call.text()
        await call.press("f10")
        await call.rest(lambda: call.page.prompt.active)
        assert "Make Ines Ortega the credit control contact?  [y] yes  [n] no" in call.text()
        assert said(call) == ("Ines Ortega", "020 7946 0958", "info@c1.test")
        await call.press(answer)
        chosen = {row.name: row.credit_control_contact for row in contacts(call)}
        assert chosen == {"Ines Ortega": answer == "y", "Mary Poole": answer == "n"}
        assert stored(call).contact_id == next(row.id for row in contacts(call) if row.name == "Ines Ortega")


@pytest.mark.seed("S33")
async def test_the_question_waits_behind_a_form_that_was_opened_meanwhile(url: str) -> None:
    async with calling(url) as call:
        await call.press("w", "n")
        await call.type("Ines")
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await call.pilot.press("f10", "N")
            assert isinstance(call.front, NoteForm)
            other.execute("ROLLBACK")
        await call.rest()
        await call.press("escape")
        await call.rest(lambda: call.page.prompt.active)
        assert "Make Ines the credit control contact?" in call.text()
        await call.press("n")
        await call.press("N", "escape")
        assert not call.page.prompt.active


async def test_a_contact_that_somebody_else_changed_comes_back_with_both_versions(url: str) -> None:
    async with calling(url) as call:
        await call.press("w", "k")
        await call.type("Maria Poole")
        with closing(sqlite3.connect(url)) as books, books:
            books.execute("UPDATE contact SET name = 'Mary P.', version = version + 1")
        await call.press("f10")
        await call.rest(lambda: isinstance(call.front, ContactForm))
        assert "Maria Poole" in call.text()
        assert "It is “Mary P.” now." in call.text()
        await call.press("f10")
        await call.rest(lambda: [row.name for row in contacts(call)] == ["Maria Poole"])
        assert stored(call).contact_name == "Maria Poole"


@pytest.mark.parametrize(("how", "caption"), [("c", "for this interaction only"), ("k", "for good"), ("n", "New")])
async def test_a_half_typed_contact_comes_back(url: str, how: str, caption: str) -> None:
    async with calling(url) as call:
        await call.press("w", how, "ctrl+u")
        await call.type("Quentin")
        await call.rest()
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.resumed(desk, number), actor=LATER) as call:
        await call.rest(lambda: isinstance(call.front, ContactForm))
        assert caption in call.text()
        assert call.front.typed()["name"] == "Quentin"
        await call.press("escape", "y")
        assert call.front is call.page


async def test_a_half_typed_choice_comes_back(url: str) -> None:
    add_contact(url, "Ines Ortega")
    add_contact(url, "Jo Klein")
    async with calling(url) as call:
        await call.press("w", "o")
        await call.type("jo")
        await call.rest()
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.resumed(desk, number), actor=LATER) as call:
        assert call.page.prompt.value == "jo"
        await call.press("enter")
        assert stored(call).contact_name == "Jo Klein"


async def test_without_a_contact_there_is_one_to_be_made(url: str) -> None:
    async with calling(url, customer_no="C2") as call:
        await call.press("w")
        assert "Contact:  [o] another  [c] correct for now  [n] new" in call.text()
        await call.press("escape")


async def test_an_interaction_that_is_only_read_keeps_its_contact(url: str) -> None:
    async with calling(url) as call:
        number = call.page.interaction_id
    async with calling(url, lambda desk: InteractionPage.existing(desk, number), actor=baseset.BOB) as call:
        await call.press("w")
        assert not call.page.prompt.active
        assert "can only be read" in call.page.status.text


async def test_hostile_names_stay_text(url: str) -> None:
    for name in list(STRINGS.values())[::8]:
        add_contact(url, name.replace("\x00", ""))
    async with calling(url, size=LARGE) as call:
        await call.press("w", "o")
        await call.type("1")
        await call.press("enter")
        await call.rest()
        assert call.pilot.app.guard.caught == 0  # type: ignore[attr-defined]  # the program's own
