"""What the options before or after a command's name asked for, and the books they name."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cctui.cli.arguments import AS_OF
from cctui.cli.problems import ExitCode, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cctui.cli.settings import Settings
    from store.books import Books


@dataclass(frozen=True, slots=True)
class State:
    """The settings of one command, and how its result is printed."""

    settings: Settings
    json: bool = False
    csv: bool = False
    flags: frozenset[str] = frozenset()
    """The settings that flags were given for."""
    as_of: str | None = None
    """The earlier day that is looked back to, as typed."""

    @contextmanager
    def books(self, *, make: bool = False, upgrade: bool = False) -> Iterator[Books]:
        """Open the books for one command.

        Args:
            make: Make them where there are none.
            upgrade: Bring them to this program's schema.

        Raises:
            Problem: They cannot be opened or read (exit code 3).
        """
        from store.books import Books, StoreError  # noqa: PLC0415 - start-up

        try:
            books = Books.open(self.settings.db, read_only=self.settings.read_only, make=make, upgrade=upgrade)
            try:
                yield books
            finally:
                books.close()
        except StoreError as error:
            raise Problem(ExitCode.STORE, str(error)) from error


def state_of(
    command: str, *, db: str | None, work_date: str | None, read_only: bool, json: bool, csv: bool, as_of: str | None
) -> State:
    """What the options that are everywhere ask of a command; raises Problem where they or the configuration are wrong.

    The exit code is then 2.
    """
    if json and csv:
        raise Problem(ExitCode.USAGE, "A result is printed as JSON or as CSV: give one of --json and --csv.")
    if as_of is not None and command not in AS_OF:
        name = f"cctui {command}".rstrip()
        raise Problem(ExitCode.USAGE, f"{name} knows today only: --as-of is for {', '.join(sorted(AS_OF))}.")
    from cctui.cli.settings import load  # noqa: PLC0415 - start-up: help goes without it

    given = {"db": db is not None, "work_date": work_date is not None, "read_only": read_only}
    flags = frozenset(name for name, is_given in given.items() if is_given)
    return State(load(db=db, work_date=work_date, read_only=read_only), json, csv, flags, as_of)


def user_name() -> str:
    """The operating system's user."""
    import getpass  # noqa: PLC0415 - start-up
    import os  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
