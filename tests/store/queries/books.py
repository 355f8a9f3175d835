"""Small books whose figures are known by heart, made row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from store.migrations.prepare import prepare
from store.rules.text import search_text, sort_name
from store.tables.calls import EntryNote, Interaction, InteractionLine, Promise, Todo
from store.tables.engine import open_engine
from store.tables.ledger import Contact, Customer, CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.setup import CreditController, CreditControlSetup

if TYPE_CHECKING:
    from collections.abc import Callable

WORK_DATE = date(2026, 3, 31)
MARCH = {"INV-1": (1, "01-29", "02-28", 1000), "INV-3": (3, "02-08", "03-10", 500), "INV-4": (4, "03-01", "03-31", 250)}
APRIL = {"INV-2": (2, "03-16", "04-15", 800), "CM-9": (9, "03-20", "03-20", -300), "PAY-7": (7, "03-26", "04-02", -200)}
TYPES = {"I": "Invoice", "C": "Credit Memo", "P": "Payment"}


@dataclass
class Writing:
    """Adds rows to a store through its own tables."""

    session: Session
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, row: Any) -> Any:  # noqa: ANN401 - any table's row
        self.session.add(row)
        self.session.flush()
        return row

    def customer(self, no: str, name: str, **values: Any) -> None:  # noqa: ANN401 - columns of the table
        found = search_text(no, name, values.get("contact_name", ""), values.get("email", ""))
        self.add(Customer(no=no, name=name, sort_name=sort_name(name), search_text=found, **values))

    def entry(
        self,
        entry_no: int,
        customer_no: str,
        amount: Decimal | int,
        due: date,
        **values: Any,  # noqa: ANN401 - columns
    ) -> None:
        """An entry of which nothing has been settled."""
        amount = Decimal(amount)
        lcy = values.pop("amount_lcy", amount)
        posting = values.pop("posting_date", due)
        row = {"due_date": due, "effective_due_date": due, "document_type": "Invoice", "document_no": f"D-{entry_no}"}
        self.add(
            CustomerLedgerEntry(
                entry_no=entry_no,
                customer_no=customer_no,
                posting_date=posting,
                original_amount=amount,
                original_amount_lcy=lcy,
                remaining=amount,
                remaining_lcy=lcy,
                open=True,
                **{**row, **values},
            )
        )
        self.detail(entry_no, amount, posting, "initial", lcy=lcy)

    def detail(
        self,
        entry_no: int,
        amount: Decimal | int,
        day: date,
        kind: str = "import_payment",
        *,
        lcy: Decimal | None = None,
        at: str = "2026-03-01T09:00:00",
    ) -> None:
        """A detailed entry; anything but the initial one changes what remains."""
        amount = Decimal(amount)
        lcy = amount if lcy is None else lcy
        self.add(
            DetailedCustomerLedgerEntry(
                entry_no=entry_no, kind=kind, posting_date=day, amount=amount, amount_lcy=lcy, recorded_at=at
            )
        )
        if kind != "initial":
            entry = self.session.get_one(CustomerLedgerEntry, entry_no)
            entry.remaining += amount
            entry.remaining_lcy += lcy
            entry.open = entry.remaining != 0
            entry.closed_on = None if entry.open else day
            self.session.flush()

    def promise(self, entry_no: int, amount: Decimal | int, on: date, **values: Any) -> int:  # noqa: ANN401 - columns
        """A promise with its to-do, made at nine on the work date."""
        made = values.pop("made_on", WORK_DATE)
        entry = self.session.get_one(CustomerLedgerEntry, entry_no)
        promise = self.add(
            Promise(
                entry_no=entry_no,
                amount=Decimal(amount),
                amount_lcy=Decimal(amount),
                full=values.pop("full", Decimal(amount) == entry.remaining),
                promised_on=on,
                made_at=datetime(made.year, made.month, made.day, 9),  # noqa: DTZ001 - the host's clock
                made_on=made,
                **values,
            )
        )
        self.add(
            Todo(
                kind="promise", source_key=str(promise.id), customer_no=entry.customer_no, entry_no=entry_no,
                promise_id=promise.id, due_on=on, description="Check promised payment has been received",
                owner_code="ANNA",
                state="closed" if values.get("ended") else "open",
            )
        )  # fmt: skip
        return int(promise.id)

    def interaction(self, number: str, customer_no: str, at: datetime, **values: Any) -> None:  # noqa: ANN401 - columns
        self.add(Interaction(id=number, customer_no=customer_no, at=at, **values))

    def line(self, interaction_id: str, entry_no: int, **values: Any) -> None:  # noqa: ANN401 - columns
        entry = self.session.get_one(CustomerLedgerEntry, entry_no)
        same = ("document_type", "document_no", "currency_code", "original_amount", "remaining", "remaining_lcy")
        self.add(
            InteractionLine(
                interaction_id=interaction_id,
                entry_no=entry_no,
                posting_date=entry.posting_date,
                due_date=entry.effective_due_date,
                **{name: getattr(entry, name) for name in same},
                **values,
            )
        )

    def note(self, entry_no: int, text: str, **values: Any) -> None:  # noqa: ANN401 - columns
        self.add(EntryNote(entry_no=entry_no, text=text, made_at=datetime(2026, 3, 31, 9), **values))  # noqa: DTZ001

    def contact(self, customer_no: str, name: str, **values: Any) -> int:  # noqa: ANN401 - columns
        """A contact that becomes the customer's credit control contact."""
        contact = self.add(Contact(customer_no=customer_no, name=name, **values))
        self.session.get_one(Customer, customer_no).credit_control_contact_id = contact.id
        self.session.flush()
        return int(contact.id)


def money(*amounts: int) -> tuple[Decimal, ...]:
    """Whole amounts as the books give them."""
    return tuple(map(Decimal, amounts))


def write(url: str, fill: Callable[[Writing], None]) -> None:
    """Make or open a store and add rows to it, in one transaction."""
    prepare(url)
    engine = open_engine(url)
    try:
        with Session(engine) as session:
            fill(Writing(session))
            session.commit()
    finally:
        engine.dispose()


def setup(w: Writing) -> None:
    """GBP books with two credit controllers."""
    row = w.session.get(CreditControlSetup, 1) or CreditControlSetup(id=1)
    row.lcy_code = "GBP"
    w.add(row)
    w.add(CreditController(code="ANNA", name="Anna", user_name="anna"))
    w.add(CreditController(code="BOB", name="Bob", user_name="bob"))


def base(w: Writing) -> None:
    """The base set: balance 2,050.00 of customer 10000 at 2026-03-31."""
    setup(w)
    w.customer("10000", "Ādatum Corporation", credit_controller_code="ANNA", phone="1", email="ar@adatum.test")
    for number, (entry_no, posted, due, amount) in {**MARCH, **APRIL}.items():
        w.entry(
            entry_no, "10000", amount, date.fromisoformat(f"2026-{due}"),
            posting_date=date.fromisoformat(f"2026-{posted}"), document_no=number, document_type=TYPES[number[0]],
        )  # fmt: skip
