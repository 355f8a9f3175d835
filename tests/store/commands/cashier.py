"""A program that posts receipts together with others: `python -m tests.store.commands.cashier URL NAME`."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

from store.commands.keeper import Keeper
from store.requests.base import Done, NotDone
from store.requests.receipts import PostJournal, SaveJournalLine, Unapply
from tests.store.baseset import WORK_DATE, actor

ROUNDS = 12


def work(url: str, name: str) -> dict[str, object]:
    """Save and post receipts of 100.00, and unapply every third; what was posted, and other than refused failures."""
    keeper = Keeper(url)
    who = actor(name, holder=f"host:{name}:1")
    posted, failed = [], []
    for number in range(ROUNDS):
        line = SaveJournalLine(
            actor=who,
            customer_no="C1",
            posting_date=WORK_DATE,
            amount=Decimal(100),
            oldest_first=True,
        )
        saved = keeper.perform(line)
        if not isinstance(saved, Done) or not isinstance(saved.result, int):
            failed.append(str(saved))
            continue
        done = keeper.perform(PostJournal(actor=who, lines=((saved.result, 0),)))
        if not isinstance(done, Done):
            failed.append(str(done))
            continue
        (payment,) = done.result.payment_entry_nos  # type: ignore[attr-defined]
        posted.append(payment)
        if number % 3 == 0:
            undone = keeper.perform(Unapply(actor=who, payment_entry_no=payment))
            nothing = isinstance(undone, NotDone) and "applied to nothing" in undone.sentence
            failed += [] if nothing or isinstance(undone, Done) else [str(undone)]
    keeper.close()
    return {"posted": posted, "failed": failed}


if __name__ == "__main__":
    print(json.dumps(work(sys.argv[1], sys.argv[2])))
