"""`cctui demo`: the program, or the credit list as text, on a made-up company's books."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cctui.cli.problems import ExitCode, Problem
from cctui.cli.state import user_name
from cctui.demo.build import DEFAULT_CUSTOMERS, SEED, Demo, make_books
from cctui.demo.folder import private_folder
from cctui.demo.meter import Meter
from store.books import StoreError
from store.exchange.outcome import ImportRefused

if TYPE_CHECKING:
    from pathlib import Path

    from cctui.cli.state import State

MOST_CUSTOMERS: Final = 1_000_000


def run(state: State, *, customers: int | None = None, keep: Path | None = None, seed: int | None = None) -> int:
    """Make demo books and show them: the program on a terminal, else the credit list as text; the exit code.

    Args:
        state: The command's settings; its work date is the demo's, its store is left alone.
        customers: How many, with about fifty entries each; None is the usual demo.
        keep: Where the books are left; None throws them away at the end.
        seed: Other books for another number.

    Raises:
        Problem: The number or the place cannot be used (2), or the books cannot be made (3).
    """
    wanted = DEFAULT_CUSTOMERS if customers is None else customers
    if not 1 <= wanted <= MOST_CUSTOMERS:
        raise Problem(ExitCode.USAGE, f"--customers takes a number from 1 to {MOST_CUSTOMERS:,}, not {wanted:,}.")
    if keep is not None:
        _check_place(keep)
    demo = Demo(state.settings.work_date, user_name(), wanted, SEED if seed is None else seed)
    with private_folder(keep.absolute().parent if keep else None) as folder:
        path = _made(demo, folder, keep)
        return _shown(replace(state, settings=replace(state.settings, db=str(path))))


def _check_place(keep: Path) -> None:
    if keep.exists() or keep.is_symlink():
        raise Problem(ExitCode.USAGE, f"{keep} is there already: name a file that does not exist yet.")
    if not keep.absolute().parent.is_dir():
        raise Problem(ExitCode.USAGE, f"There is no folder {keep.parent}: make it, or name a file elsewhere.")


def _made(demo: Demo, folder: Path, keep: Path | None) -> Path:
    """Make the books, whole or not at all; where they are."""
    meter = Meter()
    path = folder / "books.db"
    try:
        make_books(str(path), demo, folder=folder, progress=meter)
        return path if keep is None else path.rename(keep.absolute())
    except (StoreError, ImportRefused, OSError) as error:
        raise Problem(ExitCode.STORE, f"The demo's books cannot be made: {error}") from error
    finally:
        meter.clear()


def _shown(state: State) -> int:
    if sys.stdin.isatty() and sys.stdout.isatty() and not (state.json or state.csv):
        from cctui.starting import start  # noqa: PLC0415 - the screen, only where it is shown

        return start(state.settings)
    from cctui.cli.lists import print_list  # noqa: PLC0415 - only where it is printed

    return print_list(state)
