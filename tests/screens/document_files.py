"""Files on disk that tests drop on pages, and the program on books with a setup for links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from store.requests.setup import ChangeSetup
from tests.store import baseset

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from textual.pilot import Pilot

PDF = b"%PDF-1.7\n\x00\xff remittance advice"


def file(folder: Path, name: str = "remit.pdf", content: bytes = PDF) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def copy_links(url: str) -> str:
    """Let links be copied to entries."""
    books = baseset.Desk(url)
    books.do(ChangeSetup(actor=baseset.ANNA, changes=(("copy_links_to_entries", True),)))
    books.engine.dispose()
    return url


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste a text as the terminal does."""
    app = pilot.app
    app.post_message(events.Paste(text))
    await pilot.pause()
