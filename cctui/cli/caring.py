"""The commands `backup`, `restore` and `upgrade`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cctui.cli.bar import Bar
from cctui.cli.configuration import hidden, without_secrets
from cctui.cli.output import write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from store.exchange.backup import NotBackedUp, back_up
from store.exchange.part_file import free_name
from store.queries.connection import StoreError, dialect_of, sqlite_path
from store.queries.version import SCHEMA, schema_version
from store.rules.files import size_text

if TYPE_CHECKING:
    from cctui.cli.state import State
    from store.exchange.backup import Backup


def run_backup(state: State, out: Path, *, replace: bool = False) -> int:
    """Back the books up; exit code 5 where `check` finds something in them, which the backup then has as well."""
    file = out / f"cctui-{datetime.now():%Y-%m-%d-%H%M%S}.db" if out.is_dir() else out  # noqa: DTZ005 - the host's time
    done = _backed_up(state, file, replace=replace)
    for each in done.findings:
        write_errors([each.sentence, *(f"  {row}" for row in each.rows)])
    if state.json:
        _as_json(state, done)
    else:
        changed = f", the last change {done.last.told}" if done.last else ""
        write_lines([f"Backed up to {done.path}: {size_text(done.size)}, schema {done.schema}{changed}"])
    if done.findings:
        write_errors(["The books were backed up as they are, with what “cctui check” finds in them."])
    return ExitCode.PARTLY if done.findings else ExitCode.DONE


def _backed_up(state: State, file: Path, *, replace: bool = False) -> Backup:
    bar, url = Bar(), state.settings.db
    try:
        return back_up(url, file, state.settings.work_date, bar.show, replace=replace)
    except NotBackedUp as error:
        raise Problem(ExitCode.REFUSED, without_secrets(str(error), url)) from error
    except StoreError as error:
        raise Problem(ExitCode.STORE, without_secrets(str(error), url)) from error
    finally:
        bar.clear()


def _as_json(state: State, done: Backup) -> None:
    from cctui.cli.formats import json_lines  # noqa: PLC0415 - start-up

    data = {
        "path": str(done.path),
        "size": done.size,
        "schema": done.schema,
        "last_change": done.last.id if done.last else None,
        "last_change_at": done.last.at if done.last else None,
        "findings": [each.sentence for each in done.findings],
    }
    write_lines(json_lines("backup", state.settings.work_date, data))


def run_restore(state: State, file: Path, *, overwrite: bool = False) -> int:
    """Put a backup in the place of the books; exit code 4 where a program has them open."""
    from store.exchange.restore import NotRestored, restore  # noqa: PLC0415 - start-up

    if state.settings.read_only:
        raise Problem(ExitCode.REFUSED, "These books are open read-only: nothing can be restored.")
    if not file.is_file():
        raise Problem(ExitCode.USAGE, f"There is no file {file}: name a backup.")
    bar, url = Bar(), state.settings.db
    try:
        done = restore(file, url, state.settings.work_date, bar.show, overwrite=overwrite)
    except NotRestored as error:
        raise Problem(ExitCode.BUSY if error.busy else ExitCode.REFUSED, without_secrets(str(error), url)) from error
    except StoreError as error:
        raise Problem(ExitCode.STORE, without_secrets(str(error), url)) from error
    finally:
        bar.clear()
    changed = f", the last change {done.last.told}" if done.last else ""
    lines = [f"Restored {file} to {hidden(url)}: schema {done.schema}{changed}"]
    if done.kept is not None:
        lines.append(f"The books that were there are kept as {done.kept}")
    if done.held:
        lines.append(f"Mails that are held, as they may have been sent since the backup: {done.held} (cctui outbox)")
    if done.schema != SCHEMA:
        lines.append("They are of an older version: bring them to this one with 'cctui upgrade'.")
    write_lines(lines)
    return ExitCode.DONE


def run_upgrade(state: State) -> int:
    """Bring the store to the schema of this program, an SQLite file copied beside first."""
    if state.settings.read_only:
        raise Problem(ExitCode.REFUSED, "These books are open read-only: nothing can be upgraded.")
    lines = _kept_before(state)
    with state.books(make=True, upgrade=True) as books:
        version = books.read(schema_version)
    write_lines([*lines, f"The store {hidden(state.settings.db)} has schema {version}."])
    return ExitCode.DONE


def _kept_before(state: State) -> list[str]:
    """Copy books of an older schema before they are changed; what to say about it."""
    from store.books import Books  # noqa: PLC0415 - start-up

    url = state.settings.db
    path = Path(sqlite_path(url))
    if dialect_of(url) == "sqlite" and not (path.is_file() and path.stat().st_size):
        return []
    try:
        books = Books(url)
        version = books.read(schema_version)
        books.close()
    except StoreError as error:
        raise Problem(ExitCode.STORE, str(error)) from error
    if not version or version >= SCHEMA:
        return []
    if dialect_of(url) == "postgresql":
        return ["The upgrade is one transaction; no copy was made of the PostgreSQL store."]
    done = _backed_up(state, free_name(path, f".schema-{version}"))
    return [f"The books as they were, of schema {version}, are kept as {done.path}"]
