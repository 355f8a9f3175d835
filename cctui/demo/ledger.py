"""What the made-up customers bought and paid, as a ledger that can be looked at as of any day.

Amounts are whole hundredths of a currency, signed as in the books: positive is owed by the customer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cctui.demo.payers import Payer, payer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from cctui.demo.company import DemoCustomer

DAYS_OF_HISTORY: Final = 730
RATES: Final = {"": 10_000, "EUR": 8_532, "USD": 7_904, "JPY": 53}
"""Ten-thousandths of a pound for one of the currency."""
_NUMBERS: Final = {
    "Invoice": ("PSI", 204_000),
    "Payment": ("BANK", 88_000),
    "Credit Memo": ("PSC", 31_000),
    "Finance Charge Memo": ("FCM", 4_000),
    "Reminder": ("REM", 7_000),
    "Refund": ("REF", 1_000),
}


@dataclass(slots=True)
class Entry:
    """A customer ledger entry with all that will ever settle it."""

    customer: DemoCustomer
    kind: str
    posted: date
    due: date
    amount: int
    lcy: int
    settled: list[tuple[date, int]] = field(default_factory=list)
    """Day and amount, in order of the days; the amount has the sign of the entry's."""
    on_hold: str = ""
    no: int = 0
    document_no: str = ""
    external_no: str = ""

    def last_touched(self, as_of: date) -> date:
        """The day of its last posting or settlement by a day; the first day there is where it was not posted yet."""
        if self.posted > as_of:
            return date.min
        return max((day for day, _ in self.settled if day <= as_of), default=self.posted)

    def remaining(self, as_of: date) -> int:
        """What is left of the amount after all that was applied by a day."""
        return self.amount - sum(amount for day, amount in self.settled if day <= as_of)

    def remaining_lcy(self, as_of: date) -> int:
        """The booked LCY of what is left."""
        left = self.remaining(as_of)
        return scaled(self.lcy, left, self.amount) if left != self.amount else self.lcy

    def closed_on(self, as_of: date) -> date | None:
        """The day that closed it, or None while it is open."""
        return None if self.remaining(as_of) else max(day for day, _ in self.settled if day <= as_of)


def scaled(amount: int, part: int, whole: int) -> int:
    """Amount × part ÷ whole, rounded half away from zero."""
    product = amount * part
    sign = -1 if (product < 0) != (whole < 0) else 1
    return sign * ((2 * abs(product) + abs(whole)) // (2 * abs(whole)))


def in_lcy(amount: int, currency: str, day: date) -> int:
    """An amount in pence at the rate of the month."""
    rate = RATES[currency]
    drift = (day.year * 12 + day.month) * 37 % 41 - 20 if currency else 0
    return scaled(amount, rate + rate * drift // 1_000, 10_000)


def simulate(customers: Iterable[DemoCustomer], work_date: date, rng: Random) -> list[Entry]:
    """The ledger of all customers up to the day before the work date, numbered in posting order."""
    entries = [entry for customer in customers for entry in _History(customer, work_date, rng).entries()]
    entries.sort(key=lambda entry: entry.posted)
    counters = {kind: first for kind, (_, first) in _NUMBERS.items()}
    for no, entry in enumerate(entries, start=2_501):
        counters[entry.kind] += 1
        entry.no = no
        entry.document_no = f"{_NUMBERS[entry.kind][0]}-{counters[entry.kind]}"
        if entry.kind == "Invoice" and no % 3:
            entry.external_no = f"PO-{no * 7919 % 900_000 + 100_000}"
    return entries


def weekday_from(day: date) -> date:
    """The day, or the Monday after it where it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)  # noqa: PLR2004 - Saturday


class _History:
    """One customer's two years."""

    def __init__(self, customer: DemoCustomer, work_date: date, rng: Random) -> None:
        self._customer = customer
        self._work_date = work_date
        self._rng = rng
        self._payer: Payer = payer(customer.profile)
        self._entries: list[Entry] = []

    def entries(self) -> list[Entry]:
        """All that was posted for the customer, without numbers."""
        invoices = self._invoices()
        self._pay(invoices)
        self._remind(invoices)
        self._credit(invoices)
        self._overpay(invoices)
        return self._entries

    def _post(self, kind: str, posted: date, amount: int, due: date | None = None) -> Entry:
        lcy = in_lcy(amount, self._customer.currency, posted)
        entry = Entry(self._customer, kind, posted, due or posted, amount, lcy)
        self._entries.append(entry)
        return entry

    def _before(self, days: int) -> date:
        return self._work_date - timedelta(days=days)

    def _invoices(self) -> list[Entry]:
        made = []
        gap = self._payer.days_between_invoices
        age = DAYS_OF_HISTORY - self._rng.randrange(gap)
        while age > 1:
            posted = weekday_from(self._before(age))
            amount = self._payer.typical * self._rng.randrange(25, 260) + self._rng.randrange(100)
            if posted < self._work_date:
                made.append(self._post("Invoice", posted, amount, posted + timedelta(days=self._customer.terms)))
            age -= self._rng.randrange(gap // 2 + 1, gap * 3 // 2 + 2)
        if self._payer.holds:
            made[-1 - len(made) % 3].on_hold = "QRY"
        return made

    def _pay(self, invoices: list[Entry]) -> None:
        runs: dict[date, list[tuple[Entry, int]]] = {}
        for invoice in invoices:
            for day, amount in self._planned(invoice):
                runs.setdefault(day, []).append((invoice, amount))
        for day in sorted(runs):
            if day < self._work_date:
                self._payment(day, runs[day])

    def _planned(self, invoice: Entry) -> list[tuple[date, int]]:
        """The days and amounts by which an invoice is to be paid."""
        plan = self._payer
        low, high = plan.delay
        day = invoice.due + timedelta(days=self._rng.randrange(low, high + 1))
        forgotten = self._rng.randrange(100) < plan.forgets
        if plan.monthly:
            day = day.replace(day=1) + timedelta(days=34)
            day = day.replace(day=1) - timedelta(days=1)
        day = weekday_from(max(day, invoice.posted))
        if day > self._before(plan.stopped_days) or (forgotten and invoice.posted > self._before(300)):
            return self._planned_parts(invoice)
        return [(day, invoice.amount)]

    def _planned_parts(self, invoice: Entry) -> list[tuple[date, int]]:
        """A part payment of what is long due, by those who pay in parts."""
        if self._payer.parts and invoice.due < self._before(50):
            return [(self._before(20), scaled(invoice.amount, 2, 5) // 100 * 100)]
        return []

    def _payment(self, day: date, parts: list[tuple[Entry, int]]) -> None:
        total = sum(amount for _, amount in parts)
        payment = self._post("Payment", day, -total)
        payment.settled.append((day, -total))
        for invoice, amount in parts:
            invoice.settled.append((day, amount))

    def _remind(self, invoices: list[Entry]) -> None:
        """Fees on what stayed unpaid: a reminder after three weeks, a finance charge after two months."""
        if not self._payer.charged:
            return
        late = [each for each in invoices if each.due < self._before(60) and each.remaining(self._before(1))]
        for invoice in late[:2]:
            self._post("Reminder", weekday_from(invoice.due + timedelta(days=21)), 1_000)
        for invoice in late[:1]:
            fee = scaled(invoice.amount, 15, 1_000) + 500
            posted = weekday_from(invoice.due + timedelta(days=55))
            self._post("Finance Charge Memo", posted, fee, posted + timedelta(days=14))

    def _credit(self, invoices: list[Entry]) -> None:
        """Credit memos: an old one applied, and what the payer's ways add."""
        for invoice in invoices[5:40:12]:
            if invoice.closed_on(self._before(90)):
                self._goodwill(invoice)
        if self._payer.returns:
            self._settle_by_credit([each for each in invoices if each.posted < self._before(60)])
            self._post("Credit Memo", weekday_from(self._before(11)), -self._payer.typical * 40)

    def _goodwill(self, invoice: Entry) -> None:
        """A tenth of an invoice that was paid, credited afterwards and refunded."""
        paid = invoice.settled[-1][0]
        memo = self._post("Credit Memo", paid, -scaled(invoice.amount, 1, 10))
        day = weekday_from(paid + timedelta(days=5))
        refund = self._post("Refund", day, -memo.amount)
        memo.settled.append((day, memo.amount))
        refund.settled.append((day, refund.amount))

    def _settle_by_credit(self, invoices: list[Entry]) -> None:
        """Settle the oldest unpaid invoice by a credit memo."""
        unpaid = [each for each in invoices if not each.settled]
        if unpaid:
            day = self._before(20)
            memo = self._post("Credit Memo", day, -unpaid[0].amount)
            memo.settled.append((day, memo.amount))
            unpaid[0].settled.append((day, unpaid[0].amount))

    def _overpay(self, invoices: list[Entry]) -> None:
        """Payments that nobody has applied yet."""
        for days in self._payer.unapplied:
            self._post("Payment", self._before(days), -scaled(invoices[-1].amount, 3, 4) // 100 * 100)
