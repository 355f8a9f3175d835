"""The call from an interaction: started, dialled or linked, its clock, its end (rule 13)."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from screens import interaction_calling
from screens.interaction import InteractionPage
from screens.mail import MailPage
from store.requests.setup import SaveInteractionType
from tests.screens.interaction_app import LARGE, base_books, calling
from tests.store import baseset
from tests.store.baseset import ANNA, CM_9, INV_1, INV_3

if TYPE_CHECKING:
    from pathlib import Path

    from screens.desk import Desk
    from store.rows.calls import InteractionRow
    from tests.screens.interaction_app import Call
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


def stored(call: Call) -> InteractionRow:
    found = call.stored()
    assert found is not None
    return found


def links(call: Call) -> set[str]:
    """The addresses that the screen links to."""
    strips = call.pilot.app.screen._compositor.render_strips()
    return {segment.style.link for strip in strips for segment in strip if segment.style and segment.style.link}


async def choose(call: Call, words: str) -> None:
    await call.press("t")
    await call.type(words)
    await call.press("enter")


@pytest.mark.seed("S31")
async def test_p_starts_the_call_and_p_ends_it(url: str) -> None:
    async with calling(url) as call:
        assert links(call) == {"tel:+442079460001"}
        assert "in call" not in call.text()
        await call.press("p")
        assert call.page.status.text == "Call Mary Poole: +44 20 7946 0001 (copied)"
        assert call.pilot.app.clipboard == "+44 20 7946 0001"
        assert "in call 0 min" in call.text()
        row = stored(call)
        assert (row.description, row.entered, row.call_ended_at) == ("Call", True, "")
        assert row.call_started_at
        await call.press("p")
        assert call.page.status.text == "The call is over, after 0 minutes."
        assert "in call" not in call.text()
        assert stored(call).call_ended_at
        await call.press("p")
        assert (stored(call).call_ended_at, stored(call).description) == ("", "Call")
        await call.press("escape", "y")
        await call.rest(lambda: stored(call).state == "closed")
        assert stored(call).call_ended_at


@pytest.mark.seed("S31")
@pytest.mark.parametrize(
    ("phone_link", "address"),
    [
        ("tel", {"tel:+442079460001"}),
        ("teams", {"https://teams.microsoft.com/l/call/0/0?users=4:+442079460001"}),
        ("none", set()),
    ],
)
async def test_the_number_is_a_link_that_dials_it(url: str, phone_link: str, address: set[str]) -> None:
    def page(desk: Desk) -> InteractionPage:
        desk.phone_link = phone_link  # type: ignore[assignment]  # one of them
        return InteractionPage.new(desk, "C1", origin="credit_list")

    async with calling(url, page) as call:
        assert links(call) == address
        await call.press("p")
        assert links(call) == address
        assert call.pilot.app.guard.caught == 0  # type: ignore[attr-defined]  # the program's own


def dialling(command: str, phone: str = "") -> type[InteractionPage]:
    class Dialling(InteractionPage):
        def __init__(self, desk: Desk, interaction_id: str, **options: object) -> None:
            desk.dial = command
            super().__init__(desk, interaction_id, **options)  # type: ignore[arg-type]

    return Dialling


@pytest.mark.seed("S31")
async def test_the_dial_command_gets_plus_and_digits_and_no_shell(url: str, tmp_path: Path) -> None:
    out = tmp_path / "it's dialled"
    script = tmp_path / "dial.py"
    script.write_text("import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:])); print('noise')")
    command = f"{sys.executable} {script} \"{out}\" sip:{{phone}} '; touch x'"
    async with calling(url, lambda desk: dialling(command).new(desk, "C1", origin="credit_list")) as call:
        assert links(call) == set()
        await call.press("p")
        await call.rest(lambda: out.exists() and out.read_text() != "")
        assert out.read_text() == "['sip:+442079460001', '; touch x']"
        assert call.page.status.text == "Call Mary Poole: +44 20 7946 0001 (copied)"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/nowhere/dialler {phone}", "Not dialled: the command dialler cannot be run (No such file or directory)."),
        ("/bin/false {phone}", "Not dialled: the command false ended with 1."),
    ],
)
async def test_a_dial_command_that_fails_is_told(url: str, command: str, said: str) -> None:
    async with calling(url, lambda desk: dialling(command).new(desk, "C1", origin="credit_list")) as call:
        await call.press("p")
        await call.rest(lambda: call.page.status.text == said)
        assert stored(call).call_started_at


@pytest.mark.seed("S31")
@pytest.mark.seed("S30")
async def test_a_type_that_is_a_call_starts_it_and_selects_what_is_overdue(url: str) -> None:
    async with calling(url) as call:
        await call.press("t")
        await call.type("call o")
        assert "Call overdue, starts the call, ticks what is overdue" in call.text()
        await call.press("enter")
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}
        assert call.page.status.text.startswith("Call Mary Poole")
        assert stored(call).call_started_at
        began = stored(call).call_started_at
        await choose(call, "call")
        assert stored(call).call_started_at == began
        assert (stored(call).description, stored(call).call_ended_at) == ("Call", "")


@pytest.mark.seed("S30")
@pytest.mark.parametrize(
    ("words", "description", "documents"), [("stat", "Statement", ["statement"]), ("e-m", "E-mail", [])]
)
async def test_a_type_of_mail_begins_it(url: str, words: str, description: str, documents: list[str]) -> None:
    async with calling(url) as call:
        await choose(call, words)
        await call.rest(lambda: isinstance(call.front, MailPage) and call.front.files is not None)
        assert [file.document for file in call.front.files] == documents
        assert stored(call).description == description
        assert stored(call).call_started_at == ""


@pytest.mark.seed("S30")
async def test_p_takes_the_first_type_that_is_a_call(url: str) -> None:
    desk = baseset.Desk(url)
    desk.do(SaveInteractionType(actor=ANNA, description="Ring", call=True, auto_select_overdue=True, position=1))
    async with calling(url) as call:
        await call.press("p")
        assert stored(call).description == "Ring"
        assert call.page.grid.ticked == {INV_1, INV_3, CM_9}


async def test_what_cannot_be_dialled_is_told(url: str) -> None:
    with closing(sqlite3.connect(url)) as books, books:
        books.execute("UPDATE contact SET phone = 'ask for Bob'")
    async with calling(url) as call:
        assert links(call) == set()
        await call.press("p")
        assert call.page.status.text == "“ask for Bob” is no number that can be dialled (copied): w corrects it."
        assert stored(call).call_started_at


async def test_a_number_is_shown_as_people_dial_it_here(url: str) -> None:
    with closing(sqlite3.connect(url)) as books, books:
        books.execute("UPDATE credit_control_setup SET company_country_code = 'GB'")
        books.execute("UPDATE contact SET phone = '+442079460001'")
    async with calling(url, size=LARGE) as call:
        assert "020 7946 0001" in call.text()
        assert links(call) == {"tel:+442079460001"}
        await call.press("p")
        assert call.page.status.text == "Call Mary Poole: 020 7946 0001 (copied)"
        assert stored(call).phone == "+442079460001"


async def test_the_clock_is_painted_once_a_minute(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 31, 9, 0, 0)  # noqa: DTZ001 - the host's own clock
    monkeypatch.setattr(interaction_calling, "host_clock", lambda: now)
    async with calling(url) as call:
        await call.press("p")
        page, painted = call.page, list[str]()
        paint = page.status.fact

        def fact(name: str, text: str, tone: str = "dim") -> None:
            painted.append(text)
            paint(name, text, tone)

        monkeypatch.setattr(page.status, "fact", fact)
        assert page._clock is not None
        now += timedelta(seconds=61)
        page._minute_passed()
        await call.rest()
        assert "in call 1 min" in call.text()
        assert painted == ["in call 1 min"]
        assert page._clock is not None
        now += timedelta(minutes=61)
        await call.press("p")
        assert page.status.text == "The call is over, after 62 minutes."
        assert page._clock is None


async def test_a_call_goes_on_when_its_draft_is_gone_on_with(url: str) -> None:
    async with calling(url) as call:
        await call.press("p")
        number = call.page.interaction_id
    later = baseset.actor(holder="host:9:9")
    async with calling(url, lambda desk: InteractionPage.resumed(desk, number), actor=later) as call:
        assert "in call 0 min" in call.text()
        await call.press("p")
        assert "in call" not in call.text()
    async with calling(url, lambda desk: InteractionPage.existing(desk, number), actor=baseset.BOB) as call:
        assert links(call) == set()


async def test_undo_names_the_call_and_the_interaction_is_kept(url: str) -> None:
    async with calling(url, size=LARGE) as call:
        await call.press("p", "z")
        await call.rest(lambda: "a call cannot be undone" in call.page.status.text)
        assert stored(call).description == ""
        assert "in call" in call.text()
        await call.press("escape", "y")
        await call.rest(lambda: stored(call).state == "closed")
