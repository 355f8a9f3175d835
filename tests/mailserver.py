"""A mail server on loopback that keeps what it takes, and can be as rude as servers are."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import struct
import threading
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

CERTIFICATES = Path(__file__).parent / "data" / "certificates"
CA = str(CERTIFICATES / "ca.pem")
DROP = "drop"
"""Close the line."""
RESET = "reset"
"""Close it with a reset, as a server that was killed."""
SILENT = "silent"
"""Say nothing until the client goes."""
SLOW = "slow"
"""Reply as usual, but only once `go_on` is set."""
KILL = "kill"
"""Kill the process in `victim`, then close."""
KILL_AFTER = "kill after"
"""Reply as usual, then kill."""

Fault = str | bytes
"""What to do at a verb: one of the words above, or bytes to say instead of the usual reply."""


@dataclass(frozen=True)
class Taken:
    """A mail that the server said yes to, or was about to."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message_id(self) -> str:
        head = self.content.partition(b"\r\n\r\n")[0].decode()
        return next(line for line in head.splitlines() if line.startswith("Message-ID: "))[12:]


@dataclass
class MailServer:
    """Threads with one connection each; `with MailServer() as server` gives one that listens.

    `faults` names verbs: CONNECT, EHLO, STARTTLS, AUTH, RSET, MAIL, RCPT, DATA, BODY (its first bytes are there),
    END (the final dot is there), QUIT.
    """

    faults: dict[str, Fault] = field(default_factory=dict)
    certificate: str = ""
    """A name in tests/data/certificates: STARTTLS is offered with it."""
    tls: bool = False
    """TLS from the first byte."""
    login: tuple[str, str] | None = None
    offers: tuple[str, ...] = ("SIZE 30000000", "8BITMIME")
    times: int = 1_000_000
    """How often the faults happen, all together."""
    victim: int = 0
    keeps: bool = True
    """Whether a mail is taken where END is at fault: a server that dies then may have it."""

    def __post_init__(self) -> None:
        self.taken: list[Taken] = []
        self.heard: Counter[str] = Counter()
        self.raw: list[bytes] = []
        self.go_on = threading.Event()
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def sent(self) -> Counter[str]:
        """How often each mail was taken, by Message-ID."""
        return Counter(each.message_id for each in self.taken)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError, ConnectionError):
            _Talk(self, sock).run()

    def fault(self, verb: str) -> Fault | None:
        with self._lock:
            self.heard[verb] += 1
            if verb not in self.faults or self.times <= 0:
                return None
            self.times -= 1
            return self.faults[verb]

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / f"{self.certificate}.pem")
        return context


class _GoneError(Exception):
    """The line is closed."""


class _Talk:
    def __init__(self, server: MailServer, sock: socket.socket) -> None:
        self.server = server
        self.sock: Any = sock
        self.encrypted = False
        self.sender = self.recipient = ""

    def run(self) -> None:
        try:
            if self.server.tls:
                self._encrypt()
            self.file = self.sock.makefile("rb")
            self.say("CONNECT", b"220 mail.test ESMTP\r\n")
            while line := self.file.readline():
                self.server.raw.append(line)
                verb = line[:4].decode("latin-1").upper().strip()
                verb = "STARTTLS" if line.upper().startswith(b"STARTTLS") else verb
                self._verb(verb, line.decode("utf-8", "replace").strip())
        except (_GoneError, ssl.SSLError):
            pass
        finally:
            self.sock.close()

    def say(self, verb: str, usual: bytes) -> bool:
        """Reply as usual, or as the fault wants; whether it was as usual."""
        fault = self.server.fault(verb)
        if fault is None:
            self.sock.sendall(usual)
        elif isinstance(fault, bytes):
            self.sock.sendall(fault)
        elif fault == SLOW:
            self.server.go_on.wait(60)
            self.sock.sendall(usual)
        elif fault == KILL_AFTER:
            self.sock.sendall(usual)
            os.kill(self.server.victim, signal.SIGKILL)
            raise _GoneError
        else:
            self._leave(fault)
        return fault in {None, SLOW}

    def _leave(self, fault: str) -> None:
        if fault == SILENT:
            self.file.read()
        if fault == KILL:
            os.kill(self.server.victim, signal.SIGKILL)
        if fault == RESET:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise _GoneError

    def _verb(self, verb: str, line: str) -> None:
        said: dict[str, Callable[[], object]] = {
            "EHLO": lambda: self.say(verb, self._offers()),
            "STARTTLS": self._starttls,
            "AUTH": lambda: self._auth(line),
            "MAIL": lambda: self._named("sender", verb, line),
            "RCPT": lambda: self._named("recipient", verb, line),
            "DATA": self._data,
        }
        if verb in said:
            said[verb]()
            return
        self.say(verb, b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n")
        if verb == "QUIT":
            raise _GoneError

    def _offers(self) -> bytes:
        offers = [*self.server.offers]
        if self.server.certificate and not self.encrypted:
            offers.append("STARTTLS")
        elif self.server.login:
            offers.append("AUTH PLAIN LOGIN")
        lines = ["mail.test", *offers]
        return "".join(f"250{'-' if n < len(lines) else ' '}{each}\r\n" for n, each in enumerate(lines, 1)).encode()

    def _encrypt(self) -> None:
        self.sock = self.server.context().wrap_socket(self.sock, server_side=True)
        self.encrypted = True

    def _starttls(self) -> None:
        injected = self.server.faults.get("STARTTLS", b"")
        if self.say("STARTTLS", b"220 go ahead\r\n") or (isinstance(injected, bytes) and b"evil" in injected):
            self._encrypt()
            self.file = self.sock.makefile("rb")

    def _auth(self, line: str) -> None:
        words = line.split()
        if words[1].upper() == "LOGIN":
            answers = []
            for _ in range(2):
                self.sock.sendall(b"334 VXNlcm5hbWU6\r\n")
                answers.append(b64decode(self.file.readline()).decode())
            given = (answers[0], answers[1])
        else:
            _, user, password = b64decode(words[2]).decode().split("\0")
            given = (user, password)
        right = given == self.server.login
        self.say("AUTH", b"235 welcome\r\n" if right else b"535 5.7.8 wrong: %s\r\n" % line.encode())

    def _named(self, what: str, verb: str, line: str) -> None:
        setattr(self, what, line.partition("<")[2].partition(">")[0])
        self.say(verb, b"250 ok\r\n")

    def _data(self) -> None:
        if not self.say("DATA", b"354 go\r\n"):
            return
        lines: list[bytes] = []
        while (line := self.file.readline()) != b".\r\n":
            if not line:
                raise _GoneError
            if not lines and (fault := self.server.fault("BODY")):
                if isinstance(fault, bytes):
                    self.sock.sendall(fault)
                else:
                    self._leave(fault)
            lines.append(line[1:] if line.startswith(b".") else line)
        mail = Taken(self.sender, self.recipient, b"".join(lines))
        refuses = isinstance(fault := self.server.faults.get("END"), bytes) and fault[:1] in b"45" and self.server.times
        if not refuses and (self.server.keeps or "END" not in self.server.faults):
            self.server.taken.append(mail)
        self.say("END", b"250 queued\r\n")
