"""What a page's list shows, written to a file while one works on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cctui.navigation import Navigation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from screens.desk import Desk
    from screens.page import Page
    from store.queries.connection import Connection


class ListExport(Navigation):
    """Mixed into the app."""

    def export_list(self, page: Page, what: str, keys: Sequence[Any], place: Path) -> None:
        """Write lines of a list to a file, and say on the page what became of it.

        Args:
            page: Whose list it is.
            what: Its name, as `cctui export` has it.
            keys: The lines, in their order.
            place: The file, whose name says its form; what is there is left alone.
        """
        page.tell("Writing…")
        page.read("export", lambda told: page.tell(*told), written, self.desk, what, keys, place)


def written(c: Connection, desk: Desk, what: str, keys: Sequence[Any], place: Path) -> tuple[str, str]:
    """Write the lines; what to say about it, and its tone."""
    from cctui.cli.money import Amounts  # noqa: PLC0415 - start-up
    from cctui.cli.settings import Settings  # noqa: PLC0415
    from cctui.export.lists import LISTS, Asked  # noqa: PLC0415
    from cctui.export.placing import NotPlaced, placed  # noqa: PLC0415
    from cctui.export.writing import FORMS, write_listing  # noqa: PLC0415

    day, setup = desk.work_date, desk.facts.setup
    amounts = Amounts(Settings(db="", work_date=day), setup)
    listing = LISTS[what].made(c, Asked(day, amounts, setup, keys=keys, about={"lcy": setup.lcy_code}))
    try:
        with placed(place, overwrite=False) as path:
            note = write_listing(path, listing, FORMS[place.suffix.lower()], day, lambda _count: None)
    except NotPlaced as error:
        return str(error).replace(", or say --overwrite", ""), "error"
    lines = f"{len(keys):,} line{'' if len(keys) == 1 else 's'}"
    return f"{lines} written to {place}; only you can read it. {note}".strip(), "success"
