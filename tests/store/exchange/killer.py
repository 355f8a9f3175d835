"""Imports in a process of its own that is killed at one statement after the other.

    python -m tests.store.exchange.killer URL PROFILE FIRST STEP FILE...

Prints a line for each kill: which statement, and whether the books were as before.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.exchange import workspace
from store.exchange.importing import ImportOptions, import_files
from store.exchange.profile_finding import find_profile
from store.queries.connection import connect
from store.requests.base import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = (workspace._Sqlite, workspace._Postgres)
_WAYS = ("make", "run", "rows", "fill", "append", "index", "settle")
_TABLES = (
    *("customer", "customer_name", "contact", "customer_ledger_entry", "detailed_customer_ledger_entry"),
    *("import_batch", "audit_record", "credit_control_setup", "todo", "promise"),
)


def books(url: str) -> list[Any]:
    """All that an import may change."""
    with closing(connect(url)) as connection:
        return [sorted(map(repr, connection.rows(f"SELECT * FROM {table}"))) for table in _TABLES]


def kill_at(last: int) -> None:
    """Let this process be killed when so many statements are done."""
    done = 0

    def counted(way: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **values: Any) -> Any:  # noqa: ANN401 - of any statement
            nonlocal done
            found = way(*args, **values)
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        return call

    for kind in _KINDS:
        for name in _WAYS:
            setattr(kind, name, counted(getattr(kind, name)))


def imported(url: str, profile: str, files: list[str]) -> None:
    import_files(
        url,
        [Path(file) for file in files],
        ImportOptions(lcy_code="GBP", completeness="complete"),
        Actor("anna", "host", date(2026, 4, 7)),
        profile=find_profile(profile, None),
    )


def main(url: str, profile: str, first: str, step: str, *files: str) -> None:
    before = books(url)
    last = int(first)
    while True:
        child = os.fork()
        if not child:
            kill_at(last)
            imported(url, profile, list(files))
            os._exit(0)
        _, ended = os.waitpid(child, 0)
        if not os.WIFSIGNALED(ended):
            print("done", os.waitstatus_to_exitcode(ended))
            return
        print(last, "as before" if books(url) == before else "CHANGED", flush=True)
        last += int(step)


if __name__ == "__main__":
    main(*sys.argv[1:])
