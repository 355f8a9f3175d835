"""Files dropped on an interaction, copied to its entries, and found again from every page (S45, S46)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from screens.desk import Desk
from screens.documents import DocumentsPage
from screens.interaction import InteractionPage
from store.queries import documents, ledger
from tests.hostile import STRINGS
from tests.screens.document_files import PDF, copy_links, file, paste
from tests.screens.interaction_app import LARGE, Call, base_books, calling
from tests.screens.pages import walk_on
from tests.settle import settle
from tests.store.baseset import INV_1, NOW, WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.rows.documents import DocumentLinkRow
    from tests.stores import Stores


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "now", lambda _desk: NOW.replace(hour=14, minute=30))


def linked(call: Call) -> list[DocumentLinkRow]:
    return call.books.read(documents.customer_links, "C1")


async def drop(call: Any, *texts: str, answer: str = "y") -> None:  # noqa: ANN401 - a call or a walk
    """Drop files and answer the question."""
    await paste(call.pilot, "\n".join(texts))
    await call.rest()
    assert "Link " in call.text if isinstance(call.text, str) else "Link " in call.text()
    await call.pilot.press(answer)
    await call.rest()


@pytest.mark.seed("S45")
async def test_a_file_dropped_on_an_interaction_is_stored_with_it(url: str, tmp_path: Path) -> None:
    path = file(tmp_path, "remittance advice (March).pdf")
    async with calling(url) as call:
        await paste(call.pilot, f"'{path}' ")
        await call.rest()
        assert "Link remittance advice (March).pdf (29 bytes)?" in call.text()
        assert linked(call) == []
        await call.press("y")
        assert call.page.status.text == "Linked remittance advice (March).pdf to the interaction."
        (row,) = linked(call)
        assert (row.name, row.interaction_id, row.entry_no) == (path.name, call.page.interaction_id, None)
        path.unlink()
        assert call.books.read(documents.content, row.sha256) == PDF
        assert str(tmp_path) not in repr(row)
        await call.press("escape")
        assert "Close this interaction?" in call.text()
        await call.press("y")
        assert call.front is not call.page  # a link is an entry: there is no second question
        stored = call.stored()
        assert stored is not None
        assert (stored.state, stored.entered) == ("closed", True)


async def test_no_links_nothing(url: str, tmp_path: Path) -> None:
    async with calling(url) as call:
        await drop(call, str(file(tmp_path)), answer="n")
        assert linked(call) == []
        await drop(call, str(file(tmp_path)), answer="escape")
        assert linked(call) == []


async def test_several_files_at_once(url: str, tmp_path: Path) -> None:
    first, second = file(tmp_path, "a b.pdf"), file(tmp_path, "ü.txt", "Grüße".encode())
    async with calling(url) as call:
        await paste(call.pilot, f"{str(first).replace(' ', chr(92) + ' ')} {second.as_uri()}\r\n")
        await call.rest()
        assert "Link 2 files (36 bytes)?" in call.text()
        await call.press("y")
        assert [row.name for row in linked(call)] == ["ü.txt", "a b.pdf"]


async def test_a_part_of_several_is_told(url: str, tmp_path: Path) -> None:
    async with calling(url, size=LARGE) as call:
        await drop(call, str(file(tmp_path)), str(tmp_path / "gone.pdf"))
        assert [row.name for row in linked(call)] == ["remit.pdf"]
        assert call.page.status.text.startswith("Linked remit.pdf to the interaction. Not linked: gone.pdf is not on")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INV-1 1,200.00\nto be paid", "is no path of a file"),
        ("C:\\Users\\me\\a.pdf", "copy it here first"),
        ("/nowhere/at/all.pdf", "all.pdf is not on the machine that runs cctui"),
        ("/dev/zero", "a device or a pipe"),
        ("/", "is a folder"),
        ("\n".join(f"/a/{number}" for number in range(21)), "more than 20 files"),
    ],
)
async def test_what_is_no_file_does_nothing(url: str, text: str, words: str) -> None:
    async with calling(url, size=LARGE) as call:
        before = call.page.grid.cursor_key
        await paste(call.pilot, text)
        await call.rest()
        assert words in call.page.status.text
        assert (linked(call), call.page.grid.cursor_key, call.front) == ([], before, call.page)
        await call.press("escape", "y", "n")


@pytest.mark.seed("S46")
async def test_setup_copies_links_to_the_ticked_entries(url: str, tmp_path: Path) -> None:
    copy_links(url)
    async with calling(url) as call:
        await call.press("space", "down", "space")
        await paste(call.pilot, str(file(tmp_path)))
        await call.rest()
        assert "Link remit.pdf (29 bytes) to INV-1, INV-3?" in call.text()
        await call.press("y")
        await call.rest(lambda: call.page.lines[INV_1].links == 1)
        assert [line for line in call.text().splitlines() if "INV-1" in line and "@" in line]
        rows = call.books.read(ledger.entry_rows, list(call.page.lines), WORK_DATE)
        assert {row.document_no: row.links for row in rows.values() if row.links} == {"INV-1": 1, "INV-3": 1}
        await call.press("z")
        await call.rest(lambda: call.page.lines[INV_1].links == 0)
        assert linked(call) == []
        await call.press("Z")
        await call.rest(lambda: call.page.lines[INV_1].links == 1)
        assert linked(call)[0].document_no == "INV-1, INV-3"


async def test_without_ticks_no_entry_is_linked(url: str, tmp_path: Path) -> None:
    copy_links(url)
    async with calling(url) as call:
        await drop(call, str(file(tmp_path)))
        assert not [line for line in call.page.lines.values() if line.links]


async def test_links_are_seen_and_opened_when_the_interaction_is_opened_later(url: str, tmp_path: Path) -> None:
    async with calling(url) as call:
        await drop(call, str(file(tmp_path)))
        number = call.page.interaction_id
        await call.press("escape", "y")
    async with calling(url, lambda desk: InteractionPage.existing(desk, number)) as call:
        await call.press("d")
        assert isinstance(call.front, DocumentsPage)
        assert "remit.pdf" in call.text()
        await call.press("d")
        assert "can only be read" in call.front.status.text
        await call.press("escape")
        await paste(call.pilot, str(file(tmp_path, "b.pdf")))
        await call.rest()
        assert "can only be read" in call.page.status.text
        assert len(linked(call)) == 1


@pytest.mark.seed("S45")
async def test_ledger_entry_and_card_have_documents_too(url: str, tmp_path: Path) -> None:
    first, second, third = (file(tmp_path, f"{name}.pdf") for name in "abc")
    async with walk_on(url, size=LARGE) as at:
        await at.press("enter")
        await drop(at, str(first))
        assert at.message == "Linked a.pdf to EUR-1."
        assert at.lines("EUR-1", "@1")
        await at.press("enter")
        assert at.lines("Document", "a.pdf (29 bytes)")
        await drop(at, str(second))
        assert at.lines("Document", "b.pdf")
        await at.press("d")
        assert at.lines("b.pdf")
        await at.press("escape", "escape", "c")
        await drop(at, str(third))
        assert "Documents 3" in at.text
        for _ in range(4):
            await at.press("f")
        assert at.lines("a.pdf", "EUR-1")
        assert at.lines("c.pdf")
        await at.press("down", "enter")
        assert isinstance(at.page, DocumentsPage)
        assert "b.pdf" in str(at.page.grid.cursor_row)


async def test_marked_entries_of_several_customers_have_no_document(url: str, tmp_path: Path) -> None:
    async with walk_on(url) as at:
        await at.press("4", "a")
        await paste(at.pilot, str(file(tmp_path)))
        await at.rest()
        assert "belong to 2 customers" in at.message
        await at.press("d")
        assert "belong to 2 customers" in at.message


async def test_read_only_books_take_no_file(url: str, tmp_path: Path) -> None:
    async with walk_on(url) as at:
        at.app.desk.books.read_only = True
        await at.press("enter")
        await paste(at.pilot, str(file(tmp_path)))
        await at.rest()
        assert "read-only" in at.message
        await at.press("d")
        await settle(at.pilot, lambda: isinstance(at.page, DocumentsPage))
        await at.press("d")
        await settle(at.pilot, lambda: "read-only" in at.message)


async def test_hostile_names_are_text(url: str, tmp_path: Path) -> None:
    names = {f"{number}{text.replace('/', '_')[:60]}.pdf" for number, text in enumerate(STRINGS.values())}
    paths = []
    for name in sorted(names):
        try:
            paths.append(file(tmp_path, name))
        except (OSError, ValueError):  # no name that this disk could have
            continue
    async with walk_on(url, size=LARGE) as at:
        await at.press("c")
        for start in range(0, len(paths), 15):
            await drop(at, *(path.as_uri() for path in paths[start : start + 15] if path))
        await at.press("d")
        assert len(at.page.grid.keys) == len(paths) > 60
        for _ in range(3):
            await at.press("pagedown")
        await at.press("x")
        await at.press("escape")
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_pictures(
    url: str, tmp_path: Path, size: tuple[int, int], picture: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    copy_links(url)
    frozen = time_machine.travel(NOW.replace(hour=14, minute=30), tick=True)
    frozen.start()
    request.addfinalizer(frozen.stop)
    mail = file(tmp_path, "Re_ your invoices.eml", b"From: mary@northwind.test\r\n" * 500)
    paths = [str(mail), str(file(tmp_path, "remittance advice March.pdf"))]
    async with calling(url, size=size) as call:
        await call.press("space")
        await drop(call, *paths)
        await call.rest(lambda: call.page.links == 2)
        picture(call.pilot.app, f"interaction_linked_{size[0]}")
        await call.press("d", "n")
        await call.type("what they paid")
        await call.press("enter")
        await call.rest(lambda: "what they paid" in call.text())
        picture(call.pilot.app, f"documents_{size[0]}")
        await call.press("escape", "c", "F")
        picture(call.pilot.app, f"customer_card_documents_{size[0]}")
