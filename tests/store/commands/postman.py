"""A program that sends mails together with others, to a file: `python -m tests.store.commands.postman URL NAME OUT`.

Each mail's bytes go to OUT, which stands for the server. With a fourth argument, `claim`, `enter`, `data` or `report`,
it kills itself hard at its fourth mail, after that step.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from store.commands.keeper import Keeper
from store.requests.base import Done
from store.requests.mail import ClaimMails, EnterData, ReportMail
from tests.store.baseset import actor

DIES_AT = 4


def work(url: str, name: str, out: str, dies: str = "") -> None:
    """Claim and send until nothing is due."""
    keeper = Keeper(url)
    who = actor(name, holder=f"host:{name}:1")
    sent = 0

    def reached(step: str) -> None:
        if step == dies and sent == DIES_AT:
            os.kill(os.getpid(), signal.SIGKILL)

    with Path(out).open("ab", buffering=0) as server:
        while True:
            outcome = keeper.perform(ClaimMails(actor=who, most=3, lease_seconds=LEASE_SECONDS))
            assert isinstance(outcome, Done), outcome
            assert isinstance(outcome.result, tuple)
            if not outcome.result:
                break
            for taken in outcome.result:
                sent += 1
                reached("claim")
                begun = keeper.perform(EnterData(actor=who, message_no=taken.message_no, holder=taken.holder))
                assert isinstance(begun, Done), begun
                reached("enter")
                server.write(taken.content + b"\n")
                reached("data")
                told = keeper.perform(
                    ReportMail(actor=who, message_no=taken.message_no, holder=taken.holder, state="sent")
                )
                assert isinstance(told, Done), told
                reached("report")
    keeper.close()


LEASE_SECONDS = 600

if __name__ == "__main__":
    work(*sys.argv[1:])
