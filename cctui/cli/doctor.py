"""The command `doctor`: the program, its folders, the terminal, the books and the mail server, and what is wrong."""

from __future__ import annotations

import platform
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cctui import __version__
from cctui.cli.doctor_books import books_found
from cctui.cli.doctor_found import Found
from cctui.cli.doctor_terminal import terminal_found
from cctui.cli.folders import log_folder, profile_folder, template_folder
from cctui.cli.output import write_lines
from cctui.cli.problems import ExitCode
from cctui.cli.settings import config_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cctui.cli.state import State
    from store.delivery.line import Line
    from store.delivery.smtp_settings import MailSettings

_LIBRARIES: Final = ("textual", "sqlmodel", "sqlalchemy", "alembic", "typer", "typst", "psycopg")
_FLOORS: Final = ("cctui", "screens", "widgets", "store")
_WIDTH: Final = 16


def run_doctor(state: State) -> int:
    """Look at everything and print it; nothing is changed and no mail is sent.

    Returns:
        3 where the books cannot be opened, 1 where something else is wrong, 0 where all is well.
    """
    rows = [*_program(), *_folders(), *terminal_found(), *books_found(state), *_mail(state.settings.mail)]
    rows = [replace(each, found=_shortened(each.found)) for each in rows]
    if state.json or state.csv:
        _as_data(state, rows)
    else:
        write_lines(_lines(rows))
    wrong = {each.part for each in rows if not each.good}
    return ExitCode.STORE if "books" in wrong else ExitCode.REFUSED if wrong else ExitCode.DONE


def _program() -> Iterator[Found]:
    yield Found("program", "cctui", __version__)
    yield Found("program", "Python", f"{platform.python_version()}, {sys.executable}")
    yield Found("program", "System", platform.platform(terse=True))
    versions = {name: _version(name) for name in _LIBRARIES}
    yield Found("program", "Libraries", ", ".join(f"{name} {number}" for name, number in versions.items() if number))
    folders = {name: _folder_of(name) for name in _FLOORS}
    home = folders["cctui"]
    yield Found("program", "Installed in", home)
    for name, folder in folders.items():
        if folder != home:
            yield Found(
                *("program", name),
                f"It comes from {folder or 'nowhere'}, another program's: install cctui in an environment of its own.",
                good=False,
            )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _folder_of(name: str) -> str:
    spec = find_spec(name)
    return str(Path(spec.origin).parent.parent) if spec is not None and spec.origin else ""


def _folders() -> Iterator[Found]:
    folders = {
        "Configuration": config_file(),
        "Templates": template_folder(),
        "Profiles": profile_folder(),
        "Fault reports": log_folder(),
    }
    for what, path in folders.items():
        yield Found("folders", what, f"{path}{'' if path.exists() else ', which is not there'}")


def _mail(settings: MailSettings | None) -> Iterator[Found]:
    if settings is None:
        yield Found("mail", "Server", "none: name one in a table [mail] of the configuration")
        return
    from store.delivery.connecting import NoConnection, connect  # noqa: PLC0415 - only where mail is configured
    from store.delivery.passwords import password_source  # noqa: PLC0415

    yield Found("mail", "Server", f"{settings.server}, security {settings.security}")
    yield Found("mail", "Sender", settings.sender or "the company's e-mail in setup")
    if settings.user:
        yield Found("mail", "Login", f"{settings.user}, password from {password_source(settings) or 'nowhere'}")
    if settings.test_to:
        yield Found("mail", "Test mode", f"every mail goes to {settings.test_to}")
    try:
        line = connect(settings)
    except NoConnection as error:
        yield Found("mail", "Connection", str(error), good=False)
        return
    yield Found("mail", "Connection", _connection(settings, line))
    line.close(politely=True)


def _connection(settings: MailSettings, line: Line) -> str:
    said = [line.tls or "in clear text", *(["logged in"] if settings.user else [])]
    most = line.features.get("SIZE", "")
    if most.isascii() and most.isdigit() and int(most):
        said.append(f"mails of up to {int(most) / 1_000_000:.0f} MB")
    return ", ".join(said)


def _shortened(text: str) -> str:
    """A text without the name of the user's home, so that it can be shown to anybody."""
    home = str(Path.home())
    return text.replace(f"{home}/", "~/") if len(home) > 1 else text


def _lines(rows: list[Found]) -> Iterator[str]:
    part = ""
    for each in rows:
        if each.part != part:
            part = each.part
            yield part.capitalize()
        mark = "  " if each.good else "! "
        yield f"{mark}{each.what:<{_WIDTH}}{each.found}"


def _as_data(state: State, rows: list[Found]) -> None:
    from cctui.cli.formats import csv_lines, json_lines  # noqa: PLC0415 - start-up

    if state.json:
        data = [{"part": row.part, "what": row.what, "found": row.found, "good": row.good} for row in rows]
        write_lines(json_lines("doctor", state.settings.work_date, data))
    else:
        titles = ["part", "what", "found", "good"]
        write_lines(csv_lines(titles, ([row.part, row.what, row.found, row.good] for row in rows)))
