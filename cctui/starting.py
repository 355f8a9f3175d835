"""Starting the program: books, setup and the keys that the configuration changed, then the first page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from cctui.app import run_app
from cctui.cli.problems import ExitCode, Problem
from cctui.gathered import check_remapping
from cctui.host import desktop_viewer, this_actor
from screens.desk import Desk, read_facts
from store.books import Books, StoreError
from widgets.actions import KeymapError

if TYPE_CHECKING:
    from typing import Literal

    from cctui.cli.settings import Settings


def start(settings: Settings) -> int:
    """Show the program on this terminal until it is left; the exit code.

    Raises:
        Problem: The books cannot be opened (3), or the configuration's keys cannot be used (2).
    """
    try:
        check_remapping(settings.keys)
    except KeymapError as error:
        from cctui.cli.settings import config_file  # noqa: PLC0415 - only for the sentence

        raise Problem(ExitCode.USAGE, f"{config_file()}: keys: {error}") from error
    try:
        books = Books.open(settings.db, read_only=settings.read_only)
        desk = desk_of(settings, books)
    except StoreError as error:
        raise Problem(ExitCode.STORE, str(error)) from error
    return run_app(desk, mouse=settings.mouse)


def desk_of(settings: Settings, books: Books) -> Desk:
    """The pages' place of work; raises StoreError where setup cannot be read."""
    from cctui.cli.folders import template_folder  # noqa: PLC0415 - start-up

    actor = this_actor(settings.work_date)
    facts = books.read(read_facts, actor.user_name)
    return Desk(
        books,
        actor,
        facts,
        own_date_order=settings.date_order,
        decimal_mark=cast("Literal['.', ',']", settings.decimal_mark),
        narrow="SSH_CONNECTION" in os.environ,
        dial=settings.dial,
        phone_link=settings.phone_link,
        viewer=settings.viewer or desktop_viewer(),
        keymap=settings.keys,
        mail=settings.mail,
        templates=template_folder(),
    )
