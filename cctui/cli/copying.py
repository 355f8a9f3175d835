"""The command `copy`: whole books from one store, or from an export, into an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.bar import Bar
from cctui.cli.configuration import hidden, without_secrets
from cctui.cli.output import write_errors, write_lines
from cctui.cli.problems import ExitCode, Problem
from store.exchange.copying import ExportFault, InUse, NotCopied, copy_books
from store.queries.connection import StoreError

if TYPE_CHECKING:
    from cctui.cli.state import State


def run_copy(state: State, source: str, target: str) -> int:
    """Copy the books; exit code 5 where `check` finds something in them, which the copy then has as well."""
    bar = Bar()
    try:
        done = copy_books(source, target, state.settings.work_date, bar.show)
    except (NotCopied, ExportFault) as error:
        code = ExitCode.BUSY if isinstance(error, InUse) else ExitCode.REFUSED
        raise Problem(code, without_secrets(str(error), source, target)) from error
    except StoreError as error:
        raise Problem(ExitCode.STORE, without_secrets(str(error), source, target)) from error
    finally:
        bar.clear()
    for each in done.findings:
        write_errors([each.sentence, *(f"  {row}" for row in each.rows)])
    write_lines([f"Copied: {done.rows:,} rows, each value compared, to {hidden(target)}"])
    if done.findings:
        write_errors(["The books were copied as they are, with what “cctui check” finds in them."])
    return ExitCode.PARTLY if done.findings else ExitCode.DONE
