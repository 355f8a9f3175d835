"""Documents out of the store: typed paths, viewers, saving, unlinking (rule 16)."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from screens import viewing
from screens.documents import DocumentsPage
from store.queries import documents
from tests.screens.document_files import PDF, file
from tests.screens.interaction_app import base_books
from tests.screens.pages import walk_on
from tests.settle import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.screens.pages import Walk
    from tests.stores import Stores

SHOWN = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(sys.argv[2].encode())"


@pytest.fixture
def url(stores: Stores) -> str:
    return base_books(stores)


def viewer(script: str, *arguments: str) -> str:
    return shlex.join([sys.executable, "-c", script, *arguments])


async def documents_of_c1(at: Walk) -> None:
    await at.press("down", "c", "d")
    await settle(at.pilot, lambda: isinstance(at.page, DocumentsPage))


async def typed(at: Walk, text: str, *, until: Callable[[], bool]) -> None:
    """Put a text into the line that is open and press Enter."""
    at.page.prompt._editor.set("")
    at.page.prompt.take_paste(text)
    await at.press("enter")
    await settle(at.pilot, until)
    await at.rest()


async def linked(at: Walk, path: Path) -> None:
    """Link a file by its typed path."""
    count = len(at.page.grid.keys)
    await at.press("d")
    await typed(at, str(path), until=lambda: "Link " in at.text and at.page.prompt.active)
    await at.press("y")
    await settle(at.pilot, lambda: len(at.page.grid.keys) == count + 1)
    await at.rest()


@pytest.fixture
async def at(url: str) -> AsyncIterator[Walk]:
    async with walk_on(url, size=(120, 40)) as started:
        await documents_of_c1(started)
        yield started
    viewing.clean_up()


async def test_a_typed_path_is_completed_and_linked(at: Walk, tmp_path: Path) -> None:
    folder = tmp_path / "two words"
    folder.mkdir()
    file(folder, "remittance March.pdf")
    file(tmp_path, "twenty.txt", b"20")
    file(tmp_path, ".hidden", b"x")
    await at.press("d")
    at.page.prompt.take_paste(f"{tmp_path}/")
    await at.press("tab")
    assert at.page.prompt.value == f"{tmp_path}/tw"
    assert at.lines("twenty.txt", "two words/")
    at.page.prompt._editor.set("")
    at.page.prompt.take_paste(f"{tmp_path}/none")
    await at.press("tab")
    assert "nothing here begins" in at.text
    at.page.prompt._editor.set("")
    at.page.prompt.take_paste(f"{tmp_path}/two")
    await at.press("tab")
    assert at.page.prompt.value == f"{folder}/"
    await at.press("tab")
    assert at.page.prompt.value == f"{folder}/remittance March.pdf"
    await at.press("enter")
    await settle(at.pilot, lambda: "Link remittance March.pdf (29 bytes)?" in at.text)
    await at.press("y")
    await settle(at.pilot, lambda: at.message == "Linked remittance March.pdf to customer C1.")
    await settle(at.pilot, lambda: len(at.page.grid.keys) == 1)


async def test_a_path_is_saved_only_for_its_owner_and_never_over_another(at: Walk, tmp_path: Path) -> None:
    await linked(at, file(tmp_path))
    target = tmp_path / "kept" / "copy.pdf"
    await at.press("S")
    assert at.page.prompt.value == "~/remit.pdf"
    await typed(at, str(target), until=lambda: "There is no folder" in at.message)
    target.parent.mkdir()
    await at.press("S")
    await typed(at, str(target), until=lambda: "Saved as" in at.message)
    assert target.read_bytes() == PDF
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_bytes(b"another")
    await at.press("S")
    await typed(at, str(target), until=lambda: "Overwrite " in at.text)
    await at.press("n")
    assert target.read_bytes() == b"another"
    await at.press("S")
    await typed(at, str(target), until=lambda: "Overwrite " in at.text)
    await at.press("y")
    await settle(at.pilot, lambda: "Saved as" in at.message)
    assert target.read_bytes() == PDF
    assert list(target.parent.iterdir()) == [target]
    await at.press("S")
    await typed(at, str(target.parent), until=lambda: "Saved as" in at.message or "Overwrite" in at.text)
    assert (target.parent / "remit.pdf").read_bytes() == PDF


async def test_a_viewer_gets_a_private_copy_that_is_gone_at_the_end(at: Walk, tmp_path: Path) -> None:
    await linked(at, file(tmp_path, "it's $(touch x); -rf.pdf"))
    seen = tmp_path / "seen"
    script = (
        "import os, pathlib, sys; file = sys.argv[1]; folder = os.path.dirname(file);"
        "told = [file, oct(os.stat(file).st_mode & 0o777), oct(os.stat(folder).st_mode & 0o777),"
        " pathlib.Path(file).read_bytes().hex()];"
        f"pathlib.Path({str(seen) + '.part'!r}).write_text('\\n'.join(told));"
        f"os.replace({str(seen) + '.part'!r}, {str(seen)!r})"
    )
    at.app.desk.viewer = viewer(script, "{file}")
    await at.press("enter")
    await settle(at.pilot, seen.exists, timeout=30)
    place, mode, folder_mode, content = seen.read_text().splitlines()
    assert (mode, folder_mode, content) == ("0o600", "0o700", PDF.hex())
    assert Path(place).name == "it_s___touch_x___-rf.pdf"
    assert at.message.endswith("is handed to the viewer.")
    assert stat.S_IMODE(Path(place).parent.parent.stat().st_mode) == 0o700
    viewing.clean_up()
    assert not Path(place).parent.parent.exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-program-anywhere {file}", "cannot be started"),
        ("evince 'unclosed {file}", "correct its quotes"),
        (viewer("raise SystemExit(4)"), "exit code 4"),
    ],
)
async def test_a_viewer_that_fails_is_told(at: Walk, tmp_path: Path, command: str, words: str) -> None:
    await linked(at, file(tmp_path))
    at.app.desk.viewer = command
    await at.press("enter")
    await settle(at.pilot, lambda: words in at.message, timeout=30)


@pytest.mark.parametrize(("narrow", "words"), [(True, "Over SSH"), (False, "No viewer is known")])
async def test_without_a_viewer_saving_is_named(at: Walk, tmp_path: Path, narrow: bool, words: str) -> None:
    await linked(at, file(tmp_path))
    at.app.desk.narrow = narrow
    await at.press("enter")
    assert words in at.message
    assert "S saves" in at.message


async def test_unlinking_asks_and_undo_brings_the_link_back(at: Walk, tmp_path: Path) -> None:
    await linked(at, file(tmp_path))
    await at.press("x")
    assert "Unlink remit.pdf?" in at.text
    await at.press("n")
    assert len(at.page.grid.keys) == 1
    await at.press("x", "y")
    await settle(at.pilot, lambda: not at.page.grid.keys)
    assert "No document is linked here." in at.text
    await at.press("x")
    assert at.message == "There is no document here."
    await at.press("z")
    await settle(at.pilot, lambda: len(at.page.grid.keys) == 1)
    await at.rest()
    assert at.app.desk.books.read(documents.content, at.page.grid.cursor_row.sha256) == PDF


async def test_a_link_that_somebody_took_away_is_told(at: Walk, tmp_path: Path) -> None:
    await linked(at, file(tmp_path))
    row = at.page.grid.cursor_row
    await at.press("x", "y")
    await settle(at.pilot, lambda: not at.page.grid.keys)
    at.page.grid.set_rows([row], key=lambda each: each.id)
    await at.press("n")
    await typed(at, "March", until=lambda: "gone" in at.message)


def never_blocks(name: str, folder: Path) -> Path:
    """A thing that is no file, or none any more."""
    made: dict[str, Callable[[Path], Any]] = {
        "pipe": os.mkfifo,
        "folder": os.mkdir,
        "loop": lambda path: path.symlink_to(path.name),
        "gone": lambda path: path,
        "empty": lambda path: path.touch(),
        "program": lambda path: path.write_bytes(b"\x7fELF"),
    }
    made[name](folder / name)
    return folder / name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pipe", "a device or a pipe"),
        ("folder", "is a folder"),
        ("loop", "round in a circle"),
        ("gone", "copy it here first"),
        ("empty", "is empty"),
        ("program", "is a program"),
    ],
)
async def test_what_is_no_file_is_told(at: Walk, tmp_path: Path, name: str, words: str) -> None:
    await at.press("d")
    await typed(at, str(never_blocks(name, tmp_path)), until=lambda: words in at.message)
    assert not at.page.prompt.active


async def test_a_file_that_vanishes_after_the_question_is_told(at: Walk, tmp_path: Path) -> None:
    path = file(tmp_path)
    await at.press("d")
    await typed(at, str(path), until=lambda: "Link remit.pdf" in at.text)
    path.unlink()
    os.mkfifo(path)
    await at.press("y")
    await settle(at.pilot, lambda: "a device or a pipe" in at.message)
    assert not at.page.grid.keys
