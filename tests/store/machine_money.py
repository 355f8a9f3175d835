"""The money of a day's work: receipts posted and taken back, and imports of what the source says meanwhile."""

from __future__ import annotations

import csv
import itertools
import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from store.exchange.importing import ImportOptions, import_files
from store.requests.receipts import (
    ApplyEntries,
    DeleteJournalLines,
    PostJournal,
    ReversePosting,
    SaveJournalLine,
    Unapply,
)
from tests.store.baseset import EUR_1, INV_1, INV_2, INV_3, INV_4
from tests.store.machine import CALLS, DAYS, USERS, Day

if TYPE_CHECKING:
    from collections.abc import Collection

OWED: Final = st.sampled_from([INV_1, INV_2, INV_3, INV_4, INV_1, INV_2, INV_3, EUR_1])
WANTED = st.lists(
    st.tuples(OWED, st.sampled_from([None, None, "100", "250"])), max_size=3, unique_by=lambda wanted: wanted[0]
)
RECEIPTS = st.sampled_from(["0.01", "99.99", "250", "400", "490", "800", "1000", "2600", "0.015"])
HEADER: Final = (
    *("Entry No.", "Customer No.", "Customer Name", "Posting Date", "Document Type", "Document No."),
    *("External Document No.", "Currency Code", "Original Amount", "Original Amt. (LCY)", "Remaining Amount"),
    *("Remaining Amt. (LCY)", "Document Date", "Due Date", "Open", "Description", "Pmt. Discount Date"),
    "Remaining Pmt. Disc. Possible",
)
UNIT: Final = 10_000
BETWEEN_IMPORTS: Final = 6
"""Steps at least: an import takes as long as five others, and is told more by what was done before it."""


class MoneyDay(Day):
    """A day with receipts; `source` is what the source says remains of each entry, in ten-thousandths."""

    def __init__(self) -> None:
        super().__init__()
        self.source: dict[int, int] = {}
        self.brought: list[dict[str, Any]] = []
        self.numbers = itertools.count(1000)
        self.imported_at = self.steps

    @rule(
        user=USERS,
        call=st.one_of(st.none(), CALLS),
        amount=RECEIPTS,
        wanted=WANTED,
        oldest=st.booleans(),
        day=DAYS,
        foreign=st.sampled_from([None, None, None, None, "EUR"]),
        lcy=st.sampled_from([None, "212.50"]),
        edit=st.booleans(),
    )
    def save_line(
        self,
        user: str,
        call: str | None,
        amount: str,
        wanted: list[tuple[int, str | None]],
        oldest: bool,
        day: int,
        foreign: str | None,
        lcy: str | None,
        edit: bool,
    ) -> None:
        lines = self.rows("journal_line")
        more: dict[str, Any] = {"line_id": lines[0]["id"] if edit and lines else None, "interaction_id": call}
        if foreign:
            more |= {"customer_no": "C2", "currency_code": foreign, "amount_lcy": Decimal(lcy) if lcy else None}
        self._save(user, amount, wanted, oldest=oldest, day=day, **more)

    def _save(
        self,
        user: str,
        amount: str,
        wanted: list[tuple[int, str | None]],
        *,
        oldest: bool,
        day: int,
        **more: Any,  # noqa: ANN401 - fields of the request
    ) -> None:
        fields = {"customer_no": "C1", **more}
        self.ask(
            SaveJournalLine(
                actor=self.who(user),
                posting_date=self.today + timedelta(days=day - 5),
                amount=Decimal(amount),
                applies_to=() if oldest else _parts(wanted, more.get("currency_code")),
                oldest_first=oldest,
                **fields,
            )
        )

    @precondition(lambda self: self.has("journal_line"))
    @rule(user=USERS, everything=st.booleans())
    def post(self, user: str, everything: bool) -> None:
        lines = tuple((row["id"], row["version"]) for row in self.rows("journal_line"))
        self.ask(PostJournal(actor=self.who(user), lines=lines if everything else lines[:1]))

    @rule(user=USERS, amount=RECEIPTS, wanted=WANTED, day=DAYS)
    def receive(self, user: str, amount: str, wanted: list[tuple[int, str | None]], day: int) -> None:
        """A line, and the oldest of the journal is posted."""
        self._save(user, amount, wanted, oldest=not wanted, day=day)
        if self.has("journal_line"):
            self.ask(PostJournal(actor=self.who(user), lines=((self.rows("journal_line")[0]["id"], 0),)))

    @precondition(lambda self: self.has("journal_line"))
    @rule(user=USERS)
    def delete_line(self, user: str) -> None:
        for row in self.rows("journal_line")[:1]:
            self.ask(DeleteJournalLines(actor=self.who(user), lines=((row["id"], row["version"]),)))

    def payments(self) -> list[int]:
        """Payments posted here, the newest first."""
        return [row["entry_no"] for row in self.rows("customer_ledger_entry") if row["entry_no"] < 0]

    @precondition(lambda self: self.has("posting"))
    @rule(user=USERS, place=st.integers(0, 2))
    def unapply(self, user: str, place: int) -> None:
        for number in self.payments()[place : place + 1]:
            self.ask(Unapply(actor=self.who(user), payment_entry_no=number))

    @precondition(lambda self: self.has("posting"))
    @rule(user=USERS, place=st.integers(0, 2))
    def reverse(self, user: str, place: int) -> None:
        for number in self.payments()[place : place + 1]:
            self.ask(ReversePosting(actor=self.who(user), payment_entry_no=number))

    @precondition(lambda self: self.has("posting"))
    @rule(user=USERS, place=st.integers(0, 2), wanted=WANTED, oldest=st.booleans())
    def apply_again(self, user: str, place: int, wanted: list[tuple[int, str | None]], oldest: bool) -> None:
        parts = () if oldest else _parts(wanted, None)
        for number in self.payments()[place : place + 1]:
            self.ask(ApplyEntries(actor=self.who(user), payment_entry_no=number, applies_to=parts, oldest_first=oldest))

    @rule(number=st.sampled_from([INV_1, INV_2, INV_3]), amount=st.sampled_from(["100", "250", "400", "all"]))
    def pay_in_the_source(self, number: int, amount: str) -> None:
        """An import in short: a payment that the source does not show."""
        left = next(row["remaining"] for row in self.rows("customer_ledger_entry") if row["entry_no"] == number)
        most = min(left, self._in_source(number))  # an import that told of open entries alone may not have told of it
        value = most if amount == "all" else min(int(amount) * UNIT, most)
        if value > 0:
            self.source[number] = self._in_source(number) - value
            self.desk.pay(number, str(Decimal(value) / UNIT), self.today)
            self.look()

    @precondition(lambda self: self.steps - self.imported_at >= BETWEEN_IMPORTS)
    @rule(
        changed=st.sampled_from([None, INV_1, INV_2, INV_3, EUR_1]),
        left=st.sampled_from([0, 300, 500, 500, None, None]),
        brings=st.booleans(),
        open_only=st.booleans(),
        complete=st.booleans(),
        discount=st.sampled_from([None, 10]),
    )
    def bring_in(
        self,
        changed: int | None,
        left: int | None,
        brings: bool,
        open_only: bool,
        complete: bool,
        discount: int | None,
    ) -> None:
        """Import what the source says: changed, with a payment posted here, or just as it was."""
        self.imported_at = self.steps
        if changed is not None:
            self.source.pop(changed, None)
            self.source[changed] = self._in_source(changed) if left is None else left * UNIT
        if brings:
            self._bring_payment()
        rows = [row for row in self._file(discount) if not open_only or "Yes" in row]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ledger.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([HEADER, *rows])
            options = ImportOptions(lcy_code="GBP", completeness="complete" if complete else "partial")
            self.desk.now += timedelta(seconds=1)
            import_files(self.desk.url, [path], options, self.who("anna"), now=self.desk.now)
            self.look()
            again = import_files(self.desk.url, [path], options, self.who("anna"), now=self.desk.now)
        assert again.changes == 0
        assert self.desk.picture() == self.image
        self._follows_the_source(self.source.keys() if complete else {int(row[0]) for row in rows})

    def _in_source(self, number: int) -> int:
        row = next(row for row in self.rows("customer_ledger_entry") if row["entry_no"] == number)
        return self.source.get(number, int(row["original_amount"]))

    def _bring_payment(self) -> None:
        """The source carries a payment posted here, applied as it is applied here."""
        carried = {row["External Document No."] for row in self.brought}
        details = self.rows("detailed_customer_ledger_entry")
        gone = {row["entry_no"] for row in details if row["kind"] in {"reversal", "import_change"}}
        for row in self.rows("customer_ledger_entry"):
            if row["entry_no"] < 0 and row["document_no"] not in carried and row["entry_no"] not in gone:
                taken = [each for each in details if each["applied_entry_no"] == row["entry_no"]]
                for each in taken:
                    self.source[each["entry_no"]] = max(self._in_source(each["entry_no"]) + each["amount"], 0)
                self.brought.append(self._payment(row))
                return

    def _payment(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "Entry No.": next(self.numbers),
            "Customer No.": row["customer_no"],
            "Posting Date": row["posting_date"],
            "Document Type": "Payment",
            "Document No.": f"BANK{row['entry_no']}",
            "External Document No.": row["document_no"],
            "Currency Code": row["currency_code"],
            "Original Amount": row["original_amount"],
            "Original Amt. (LCY)": row["original_amount_lcy"],
            "Remaining Amount": row["remaining"],
            "Remaining Amt. (LCY)": row["remaining_lcy"],
        }

    def _file(self, discount: int | None) -> list[list[str]]:
        """The source's ledger, of which only the invoices in LCY and euros change."""
        names = {row["no"]: row["name"] for row in self.rows("customer")}
        known = [row for row in self.rows("customer_ledger_entry") if 0 < row["entry_no"] < 1000]
        rows = [self._invoice(row, discount) for row in known] + self.brought
        return [[_cell(caption, row, names) for caption in HEADER] for row in rows]

    def _invoice(self, row: dict[str, Any], discount: int | None) -> dict[str, Any]:
        left = self.source.get(row["entry_no"], row["original_amount"])
        lcy = row["original_amount_lcy"] * left // row["original_amount"] // 100 * 100
        discounted = discount is not None and row["entry_no"] == INV_3
        return {
            "Entry No.": row["entry_no"],
            "Customer No.": row["customer_no"],
            "Posting Date": row["posting_date"],
            "Document Date": row["document_date"],
            "Due Date": row["due_date"],
            "Document Type": row["document_type"],
            "Document No.": row["document_no"],
            "External Document No.": row["external_document_no"],
            "Description": row["description"],
            "Currency Code": row["currency_code"],
            "Original Amount": row["original_amount"],
            "Original Amt. (LCY)": row["original_amount_lcy"],
            "Remaining Amount": left,
            "Remaining Amt. (LCY)": lcy,
            "Pmt. Discount Date": "2026-04-20" if discounted else "",
            "Remaining Pmt. Disc. Possible": (discount or 0) * UNIT if discounted else 0,
        }

    def _follows_the_source(self, told: Collection[int]) -> None:
        """What remains is what the source says less what was applied here, never less than nothing (rule 18)."""
        here: dict[int, int] = {}
        for row in self.rows("detailed_customer_ledger_entry"):
            if row["entry_no"] > 0 and (row["applied_entry_no"] or 0) < 0:
                here[row["entry_no"]] = here.get(row["entry_no"], 0) + row["amount"]
        for row in self.rows("customer_ledger_entry"):
            if row["entry_no"] in self.source and row["entry_no"] in told:
                wanted = max(self.source[row["entry_no"]] + here.get(row["entry_no"], 0), 0)
                assert row["remaining"] == wanted, row["document_no"]


def _parts(wanted: list[tuple[int, str | None]], foreign: str | None) -> tuple[tuple[int, Decimal | None], ...]:
    """What a line applies to; mostly of its own customer."""
    return tuple(
        (EUR_1 if foreign else number, Decimal(part) if part else None)
        for place, (number, part) in enumerate(wanted)
        if not foreign or place == 0
    )


def _cell(caption: str, row: dict[str, Any], names: dict[str, str]) -> str:
    if caption == "Customer Name":
        return names[row["Customer No."]]
    if caption == "Open":
        return "Yes" if row["Remaining Amount"] else "No"
    value = row.get(caption, "")
    amount = caption.endswith("Amount") or "Amt. (LCY)" in caption or "Possible" in caption
    return str(Decimal(value or 0) / UNIT) if amount else str(value or "")
