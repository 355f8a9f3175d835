"""A bare driver connection that reads the same SQL text on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

Dialect = Literal["sqlite", "postgresql"]


class StoreError(Exception):
    """The store cannot be opened or read; the text is a sentence for the user."""


class Interrupted(Exception):  # noqa: N818 - not an error: somebody asked for something newer
    """A read was given up because a newer one took its place."""


class Connection(Protocol):
    """What a query needs: SQL with `:name` parameters in, tuples out."""

    dialect: Dialect

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows of a statement, in the statement's order."""

    def snapshot(self) -> Any:  # noqa: ANN401 - a context manager
        """A context in which all statements see the same books."""

    def interrupt(self) -> None:
        """Stop the statement that runs in another thread, or its next one; it raises Interrupted there."""

    def resume(self) -> bool:
        """Forget an interruption that came too late: the next statement runs. Whether it can be used again."""

    def close(self) -> None:
        """Close the connection."""


def sqlite_path(url: str) -> str:
    """The file of an SQLite URL (`sqlite:////absolute`, `sqlite:///relative`) or a plain path."""
    if url.startswith("sqlite://"):
        from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - start-up: most stores are plain paths

        return unquote(urlsplit(url).path[1:])
    return url


def dialect_of(url: str) -> Dialect:
    """Which database a store URL or path names."""
    return "postgresql" if url.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")) else "sqlite"


_NAMED = re.compile(r"'(?:[^']|'')*'|--[^\n]*|(?<![:\w]):([a-z_][a-z0-9_]*)|%")


@lru_cache(maxsize=512)
def for_psycopg(sql: str) -> str:
    """`:name` as `%(name)s`, `%` doubled; literals, comments and casts left alone."""

    def replaced(found: re.Match[str]) -> str:
        if found.group(1):
            return f"%({found.group(1)})s"
        return found.group().replace("%", "%%")

    return _NAMED.sub(replaced, sql)


class SqliteConnection:
    """A read-only connection to an SQLite store."""

    dialect: Dialect = "sqlite"

    def __init__(self, url: str) -> None:
        import sqlite3  # noqa: PLC0415 - only the driver that is used

        self._errors = sqlite3
        path = sqlite_path(url)
        try:
            self._raw = sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, check_same_thread=False, timeout=5)
            self._raw.isolation_level = None
            self._raw.execute("PRAGMA query_only=ON")
            self._stopped = False
            self._raw.set_progress_handler(lambda: self._stopped, 20_000)
        except sqlite3.Error as error:
            raise StoreError(f"The store {path} cannot be opened: {error}.") from error

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows of a statement; raises Interrupted or StoreError."""
        if self._stopped:
            raise Interrupted
        try:
            return self._raw.execute(sql, values).fetchall()
        except self._errors.OperationalError as error:
            if "interrupted" in str(error):
                raise Interrupted from None
            raise StoreError(f"The store cannot be read: {error}.") from error
        except self._errors.DatabaseError as error:
            raise StoreError(f"The store cannot be read: {error}.") from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All statements inside see the same books; nothing stays pinned afterwards."""
        self._raw.execute("BEGIN")
        try:
            yield
        finally:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")

    def interrupt(self) -> None:
        """Stop the running statement, or the next one."""
        self._stopped = True
        self._raw.interrupt()

    def resume(self) -> bool:
        """The next statement runs."""
        self._stopped = False
        return True

    def close(self) -> None:
        """Close the connection."""
        self._raw.close()


def _quoted(path: str) -> str:
    """A path as part of a `file:` URI."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


class PostgresConnection:
    """A read-only connection to a PostgreSQL store."""

    dialect: Dialect = "postgresql"

    def __init__(self, url: str) -> None:
        try:
            import psycopg  # noqa: PLC0415 - only the driver that is used
            from psycopg.types.string import TextLoader  # noqa: PLC0415
        except ImportError as error:
            raise StoreError("PostgreSQL needs the extra: pipx install 'cctui[postgres]'.") from error
        self._errors = psycopg
        plain = url.replace("postgresql+psycopg:", "postgresql:", 1)
        try:
            self._raw = psycopg.connect(plain, autocommit=True, connect_timeout=5)
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else "no answer"
            raise StoreError(f"The store cannot be opened: {reason}") from error
        self._raw.adapters.register_loader("date", TextLoader)
        self._stopped = False

    def rows(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows of a statement; raises Interrupted or StoreError."""
        if self._stopped:
            raise Interrupted
        with self._told():
            return self._raw.execute(for_psycopg(sql).encode(), values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the driver raises as Interrupted, or as StoreError with its first line."""
        try:
            yield
        except self._errors.errors.QueryCanceled:
            raise Interrupted from None
        except self._errors.Error as error:
            reason = (str(error).strip().splitlines() or ["no answer"])[0].rstrip(".")
            raise StoreError(f"The store cannot be read: {reason}.") from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All statements inside see the same books."""
        with self._told():
            self._raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._end()

    def _end(self) -> None:
        """Leave the transaction; a cancellation that comes too late may hit this statement, a lost line all."""
        for _ in range(2):
            if self._raw.closed or self._raw.info.transaction_status == self._errors.pq.TransactionStatus.IDLE:
                return
            with suppress(self._errors.Error):
                self._raw.execute("ROLLBACK")

    def interrupt(self) -> None:
        """Stop the running statement, or the next one."""
        self._stopped = True
        self._raw.cancel()

    def resume(self) -> bool:
        """The next statement runs, unless the server is gone or the transaction could not be left."""
        self._stopped = False
        idle = self._errors.pq.TransactionStatus.IDLE
        return not self._raw.closed and bool(self._raw.info.transaction_status == idle)

    def close(self) -> None:
        """Close the connection."""
        self._raw.close()


def connect(url: str) -> Connection:
    """Open a store for reading; raises StoreError with a sentence."""
    return PostgresConnection(url) if dialect_of(url) == "postgresql" else SqliteConnection(url)
