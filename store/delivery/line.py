"""The line to a mail server: commands out, replies in, each wait with an end (S47)."""

from __future__ import annotations

import contextlib
import errno
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.rules.text import clean

if TYPE_CHECKING:
    import socket
    import ssl

GARBLED: Final = -1
"""Code of a reply that is none."""
_LONGEST_LINE: Final = 4096
_MOST_LINES: Final = 200
_CHUNK: Final = 65_536
_CODE: Final = 3
_NOTHING_YET: Final = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, 2})
"""Errors of a read that would have to wait; 2 is TLS's own (SSL_ERROR_WANT_READ)."""


class LineError(Exception):
    """The line is of no more use: it dropped or fell silent; the text says which, as a sentence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said to one command."""

    code: int
    """Of three digits, or `GARBLED`."""
    lines: tuple[str, ...]
    """Without the code, cleaned."""

    @property
    def text(self) -> str:
        """In one line, without the code."""
        return " ".join(each for each in self.lines if each)

    @property
    def kind(self) -> int:
        """The code's first digit; 0 for one that is none."""
        return self.code // 100 if self.code > 0 else 0

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code > 0 else f"no reply of a mail server: {self.text}"


class Line:
    """One connection; not for two threads at once.

    Args:
        sock: Connected.
        timeout: Seconds that one answer, or taking one piece of what is sent, may take.
    """

    def __init__(self, sock: socket.socket, timeout: float) -> None:
        self.sock: socket.socket | ssl.SSLSocket = sock
        self.timeout = timeout
        self.until: float | None = None
        """No wait goes on after this moment of the monotonic clock."""
        self.features: dict[str, str] = {}
        """What the server offers: names in capitals to their values."""
        self.tls = ""
        """The version of TLS, empty for clear text."""
        self._read = b""

    def command(self, text: str, timeout: float | None = None) -> Reply:
        """Send a command and wait for its reply; raises LineError, and ValueError for a text of two lines."""
        if "\r" in text or "\n" in text:
            raise ValueError("a command is one line")
        self.write(text.encode() + b"\r\n")
        return self.reply(timeout)

    def reply(self, timeout: float | None = None) -> Reply:
        """Wait for a whole reply; raises LineError."""
        end = time.monotonic() + (timeout or self.timeout)
        lines: list[str] = []
        while len(lines) < _MOST_LINES:
            line = self._line(end)
            code, rest = line[:_CODE], line[_CODE + 1 :]
            if not (len(code) == _CODE and code.isdigit() and line[_CODE : _CODE + 1] in {b"", b" ", b"-"}):
                return Reply(GARBLED, (_shown(line),))
            lines.append(_shown(rest))
            if line[_CODE : _CODE + 1] != b"-":
                return Reply(int(code), tuple(lines))
        return Reply(GARBLED, ("its reply does not end",))

    def write(self, data: bytes | memoryview) -> None:
        """Send bytes as they are; raises LineError."""
        view = memoryview(data)
        for start in range(0, len(view), _CHUNK):
            self._wait(time.monotonic() + self.timeout)
            try:
                self.sock.sendall(view[start : start + _CHUNK])
            except TimeoutError as error:
                raise LineError(self._silent()) from error
            except OSError as error:
                raise LineError(f"The mail server closed the line ({_reason(error)}).") from error

    def early(self) -> Reply | None:
        """What the server said unasked, such as that it gives up; None mostly. Raises LineError where it is gone."""
        try:
            self.sock.settimeout(0)
            self._take()
        except OSError as error:
            if error.errno not in _NOTHING_YET:
                raise LineError(f"The mail server closed the line ({_reason(error)}).") from error
        return self.reply() if self._read else None

    def encrypt(self, context: ssl.SSLContext, host: str) -> None:
        """Go on in TLS; nothing that was said in clear text counts any more.

        Raises:
            OSError: No TLS comes about, or more was said in clear text than the reply: somebody between put it there.
        """
        if self._read:
            raise OSError(errno.EPROTO, "more was said before it than may be")
        self._wait(time.monotonic() + self.timeout)
        wrapped = context.wrap_socket(self.sock, server_hostname=host)
        self.sock, self.tls = wrapped, wrapped.version() or ""
        self.features = {}

    def close(self, *, politely: bool = False) -> None:
        """End it; politely only between two mails, as a mail that is half sent must not be taken for whole."""
        if politely:
            with contextlib.suppress(LineError):
                self.until = None
                self.command("QUIT", min(self.timeout, 5))
        with contextlib.suppress(OSError):
            self.sock.close()

    def _line(self, end: float) -> bytes:
        while b"\n" not in self._read:
            if len(self._read) > _LONGEST_LINE:
                found, self._read = self._read[:80], b""
                return b"?" + found
            self._wait(end)
            try:
                self._take()
            except TimeoutError as error:
                raise LineError(self._silent()) from error
            except OSError as error:
                raise LineError(f"The mail server closed the line ({_reason(error)}).") from error
        line, _, self._read = self._read.partition(b"\n")
        return line.rstrip(b"\r")

    def _take(self) -> None:
        found = self.sock.recv(_CHUNK)
        if not found:
            raise LineError("The mail server closed the line.")
        self._read += found

    def _wait(self, end: float) -> None:
        left = (end if self.until is None else min(end, self.until)) - time.monotonic()
        if left <= 0:
            raise LineError(self._silent())
        self.sock.settimeout(left)

    def _silent(self) -> str:
        return f"The mail server did not answer within {self.timeout:g} seconds."


def _shown(line: bytes) -> str:
    return clean(line[:500].decode("utf-8", "replace")).strip()


def _reason(error: OSError) -> str:
    return clean(error.strerror or type(error).__name__).strip().rstrip(".")
