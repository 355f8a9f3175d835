"""The mail account's password: read when it is needed, kept nowhere, named in no sentence (S47)."""

from __future__ import annotations

import os
import shlex
import signal
import stat
import subprocess
from typing import TYPE_CHECKING, Final

from store.delivery.smtp_settings import PASSWORD_VARIABLE

if TYPE_CHECKING:
    from store.delivery.smtp_settings import MailSettings

_LONGEST: Final = 4096
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class PasswordError(Exception):
    """There is no password to be had; the text says why and what to do, and holds nothing of it."""


def password_source(settings: MailSettings) -> str:
    """Where the password comes from, as `doctor` names it: the environment, then a command, then a file."""
    if os.environ.get(PASSWORD_VARIABLE):
        return PASSWORD_VARIABLE
    if settings.password_command:
        return "password_command"
    return settings.password_file


def read_password(settings: MailSettings) -> str:
    """Read the account's password.

    Raises:
        PasswordError: None is given, the command fails or takes too long, or others can read the file.
    """
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if not given and settings.password_command:
        given = _from_command(settings.password_command, settings.timeout)
    elif not given and settings.password_file:
        given = _from_file(settings.password_file)
    elif not given:
        raise PasswordError(
            f"There is no password for {settings.user}: give password_command or password_file in [mail],"
            f" or {PASSWORD_VARIABLE} in the environment."
        )
    if "\0" in given:
        raise PasswordError("The mail password has a character that no password has: write it anew.")
    return given


def _from_command(command: str, timeout: float) -> str:
    """The first line that a command prints; in a session of its own, so that it cannot take the terminal."""
    words = shlex.split(command)
    try:
        running = subprocess.Popen(  # noqa: S603 - the user's own command, without a shell
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        raise PasswordError(f"The password command “{words[0]}” cannot be run: check password_command.") from None
    with running:
        try:
            printed, _ = running.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise PasswordError(
                f"The password command “{words[0]}” did not end within {timeout:g} seconds: does it ask for something?"
            ) from None
    if running.returncode:
        raise PasswordError(
            f"The password command “{words[0]}” failed (exit code {running.returncode}): run it by hand and see why."
        )
    return _first_line(printed, f"The password command “{words[0]}” printed nothing")


def _from_file(path: str) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise PasswordError(f"The password file {path} cannot be read: {error.strerror}.") from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise PasswordError(f"The password file {path} is no file: check password_file.")
        if about.st_mode & _OTHERS:
            raise PasswordError(f"The password file {path} can be read by others: chmod 600 {path}")
        printed = os.read(handle, _LONGEST)
    finally:
        os.close(handle)
    return _first_line(printed, f"The password file {path} is empty")


def _first_line(printed: bytes, nothing: str) -> str:
    try:
        found = printed[:_LONGEST].decode().splitlines()
    except UnicodeDecodeError:
        raise PasswordError("The mail password is no text in UTF-8: write it anew.") from None
    if not found or not found[0]:
        raise PasswordError(f"{nothing}: its first line is the password.")
    return found[0]
