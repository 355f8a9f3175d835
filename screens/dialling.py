"""Starting a call: by a command on this machine, or by a link that the controller's own terminal opens (rule 13)."""

from __future__ import annotations

import shlex
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.rules.text import clean
from widgets.tones import LINK

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.desk import Desk
    from store.rules.phones import PhoneNumber

PLACE: Final = "{phone}"
"""What stands in the dial command for the number."""
FAILS_WITHIN: Final = 10.0
"""Seconds in which a dial command that ends with an error is told of; one may run as long as the call."""
_LINKS: Final = {"tel": "tel:", "teams": "https://teams.microsoft.com/l/call/0/0?users=4:"}


def link_tone(desk: Desk, number: PhoneNumber) -> str:
    """The tone in which a number is a link that dials it; empty where it is none, or a command dials."""
    begins = "" if desk.dial else _LINKS.get(desk.phone_link, "")
    return f"{LINK}{begins}{number.dialled}" if begins and number.dialled else ""


def dial(command: str, phone: str, failed: Callable[[str], None]) -> None:
    """Run the dial command, without a shell and without waiting for it; what it prints goes nowhere.

    Args:
        command: As configured, `{phone}` for the number.
        phone: + and digits.
        failed: Called on another thread with a sentence, where it could not be run or failed at once.
    """
    words = [word.replace(PLACE, phone) for word in shlex.split(command)]
    threading.Thread(target=_run, args=(words, failed), name="cctui-dial", daemon=True).start()


def _run(words: list[str], failed: Callable[[str], None]) -> None:
    name = clean(Path(words[0]).name)
    nowhere = subprocess.DEVNULL
    try:
        # the words are the configuration's own and a number of + and digits
        process = subprocess.Popen(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)  # noqa: S603
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        failed(f"Not dialled: the command {name} cannot be run ({reason}).")
        return
    try:
        code = process.wait(FAILS_WITHIN)
    except subprocess.TimeoutExpired:
        process.wait()
        return
    if code:
        failed(f"Not dialled: the command {name} ended with {code}.")
