"""Books with the figures that the rules are told with: work date 2026-03-31, LCY GBP, customer C1."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from store.books import Books
from store.commands.changes import values_of
from store.commands.promises import standings
from store.commands.settle import settle_todos
from store.commands.work import perform
from store.requests.base import Actor, Done, NotDone
from store.requests.calls import ChangeInteraction, OpenInteraction, PromiseInput, UpdateEntries
from store.rules.aging import effective_due_date
from store.rules.instants import instant_text
from store.rules.text import search_text, sort_name
from store.tables.calls import Todo
from store.tables.engine import open_engine
from store.tables.ledger import Contact, Customer, CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.registry import TABLES
from store.tables.setup import CreditController, CreditControlSetup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.requests.base import Request

Row = TypeVar("Row", bound=SQLModel)

WORK_DATE = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 9, 0)  # noqa: DTZ001 - the host's own clock
RECORDED = "2026-03-26T08:00:00"
"""When the base set's entries came in: before everything that tests do."""

INV_1, INV_2, INV_3, INV_4, CM_9, PAY_7 = 1, 2, 3, 4, 5, 6
EUR_1, USD_1, JPY_1, KWD_1 = 21, 22, 23, 24
"""Entries of C2, in currencies of 2, 2, 0 and 3 decimals."""

_DATES = {
    INV_1: ("INV-1", "1000", "2026-01-29", "2026-02-28"),
    INV_2: ("INV-2", "800", "2026-03-16", "2026-04-15"),
    INV_3: ("INV-3", "500", "2026-02-08", "2026-03-10"),
    INV_4: ("INV-4", "250", "2026-03-01", "2026-03-31"),
    CM_9: ("CM-9", "-300", "2026-03-20", "2026-03-20"),
    PAY_7: ("PAY-7", "-200", "2026-03-26", "2026-04-02"),
}
_FOREIGN = {
    EUR_1: ("EUR-1", "EUR", "1000", "853.21"),
    USD_1: ("USD-1", "USD", "-150", "-120.50"),
    JPY_1: ("JPY-1", "JPY", "100000", "512.35"),
    KWD_1: ("KWD-1", "KWD", "10.125", "26.40"),
}


def actor(user: str = "anna", work_date: date = WORK_DATE, holder: str = "host:1:1") -> Actor:
    """Who asks: anna is credit controller ANNA, bob is BOB."""
    return Actor(user_name=user, host="host", work_date=work_date, holder=holder)


ANNA = actor()
BOB = actor("bob", holder="host:2:2")


def make_base_set(url: str) -> None:
    """Make a store and fill it with the base set; nothing stays connected to it."""
    Books.open(url).close()
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        setup = session.get_one(CreditControlSetup, 1)
        setup.lcy_code, setup.company_name = "GBP", "Test & Co"
        session.add_all(
            [
                CreditController(code="ANNA", name="Anna", user_name="anna"),
                CreditController(code="BOB", name="Bob", user_name="bob"),
            ]
        )
        session.flush()
        _customers(session)
        for number, (document, amount, posted, due) in _DATES.items():
            add_entry(session, number, document, amount, posted=posted, due=due)
        for number, (document, currency, amount, lcy) in _FOREIGN.items():
            add_entry(session, number, document, amount, customer_no="C2", currency=currency, lcy=lcy)
    engine.dispose()


def _customers(session: Session) -> None:
    session.add_all([_customer("C1", "Northwind [red] Ltd", "ANNA"), _customer("C2", "Überseehandel GmbH", None)])
    session.flush()
    contact = Contact(customer_no="C1", name="Mary Poole", phone="+44 20 7946 0001", email="", source="import")
    session.add_all([contact, Contact(customer_no="C2", name="Jo Klein")])
    session.flush()
    session.get_one(Customer, "C1").credit_control_contact_id = contact.id


def _customer(no: str, name: str, controller: str | None) -> Customer:
    return Customer(
        no=no,
        name=name,
        sort_name=sort_name(name),
        search_text=search_text(no, name, f"Contact of {no}", f"info@{no.lower()}.test"),
        phone=f"{no}-phone",
        email=f"info@{no.lower()}.test",
        contact_name=f"Contact of {no}",
        credit_controller_code=controller,
        credit_limit_lcy=Decimal(2000),
    )


def add_entry(
    session: Session,
    number: int,
    document: str,
    amount: str,
    *,
    customer_no: str = "C1",
    posted: str = "2026-02-01",
    due: str | None = "2026-03-01",
    currency: str = "",
    lcy: str | None = None,
) -> None:
    """Add an open entry with its initial detailed entry; amounts as text, credits negative."""
    value, value_lcy = Decimal(amount), Decimal(lcy or amount)
    posting, due_date = date.fromisoformat(posted), date.fromisoformat(due) if due else None
    kind = ("Payment" if document.startswith("PAY") else "Credit Memo") if value < 0 else "Invoice"
    entry = CustomerLedgerEntry(
        entry_no=number,
        customer_no=customer_no,
        posting_date=posting,
        document_date=posting,
        due_date=due_date,
        effective_due_date=effective_due_date(due_date, posting, posting),
        document_type=kind,
        document_no=document,
        external_document_no=f"X-{number}",
        description=f"Order {number}",
        currency_code=currency,
        original_amount=value,
        original_amount_lcy=value_lcy,
        remaining=value,
        remaining_lcy=value_lcy,
        open=True,
    )
    session.add(entry)
    session.flush()
    _detail(session, entry, "initial", value, value_lcy, posting, RECORDED)


def _detail(
    session: Session, entry: CustomerLedgerEntry, kind: str, value: Decimal, lcy: Decimal, day: date, at: str
) -> None:
    session.add(
        DetailedCustomerLedgerEntry(
            entry_no=entry.entry_no, kind=kind, posting_date=day, amount=value, amount_lcy=lcy, recorded_at=at
        )
    )


def apply(
    session: Session, number: int, amount: str, *, posted: date, at: datetime, kind: str = "import_payment"
) -> None:
    """Take an amount off an entry as an import does (negative: put it back), and let its to-dos follow."""
    entry = session.get_one(CustomerLedgerEntry, number, with_for_update=True)
    value = Decimal(amount)
    lcy = entry.remaining_lcy if value == entry.remaining else value
    entry.remaining -= value
    entry.remaining_lcy -= lcy
    entry.open = entry.remaining != 0
    entry.closed_on = None if entry.open else posted
    _detail(session, entry, kind, -value, -lcy, posted, instant_text(at))
    session.flush()
    settle_todos(session, [number], posted)


@dataclass
class Desk:
    """A store with the base set, and a clock that goes on by a second with every change: anna works at it."""

    url: str
    now: datetime = NOW

    def __post_init__(self) -> None:
        """Open the store once; every change still has a connection of its own."""
        self.engine = open_engine(self.url)

    def ask(self, request: Request) -> Done | NotDone:
        """Perform a request; its outcome, whatever it is."""
        self.now += timedelta(seconds=1)
        return perform(self.engine, request, self.now)

    def do(self, request: Request) -> Done:
        """Perform a request that must succeed."""
        outcome = self.ask(request)
        assert isinstance(outcome, Done), outcome
        return outcome

    def refused(self, request: Request, kind: str = "refused") -> str:
        """The sentence with which a request is refused."""
        outcome = self.ask(request)
        assert isinstance(outcome, NotDone), outcome
        assert outcome.kind == kind, outcome
        return outcome.sentence

    def pay(self, number: int, amount: str, day: date, kind: str = "import_payment") -> None:
        """Take an amount off an entry by posting date, recorded now; negative takes it back."""
        self.now += timedelta(seconds=1)
        with self.session() as session:
            apply(session, number, amount, posted=day, at=self.now, kind=kind)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session of its own, committed at the end."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def all(self, table: type[Row]) -> list[Row]:
        """All rows of a table by primary key."""
        with self.session() as session:
            return list(session.exec(select(table).order_by(*sa.inspect(table).primary_key)))

    def image(self) -> dict[str, list[dict[str, Any]]]:
        """Every row but the audit's and the versions: two equal images are two equal books."""
        with self.session() as session:
            return {
                name: [
                    {**values_of(row), "version": 0}
                    for row in session.exec(select(table).order_by(*sa.inspect(table).primary_key))
                ]
                for name, table in TABLES.items()
                if not name.startswith("audit_")
            }

    def open(self, interaction_id: str = "call", who: Actor = ANNA, *ticked: int, customer_no: str = "C1") -> str:
        """Begin an interaction and give its id."""
        at = datetime.combine(who.work_date, self.now.time())
        self.do(
            OpenInteraction(
                actor=who,
                interaction_id=interaction_id,
                customer_no=customer_no,
                at=at,
                origin="credit_list",
                ticked=ticked,
            )
        )
        return interaction_id

    def promise(self, numbers: Sequence[int], day: date, amount: str | None = None, **more: Any) -> Done:  # noqa: ANN401
        """Promise on entries, in full or an amount; `more` are fields of the request."""
        promised = PromiseInput(day, full=amount is None, amount=Decimal(amount) if amount else None)
        return self.update(numbers, "PROMISED", promise=promised, **more)

    def update(self, numbers: Sequence[int], code: str, **more: Any) -> Done:  # noqa: ANN401 - fields of the request
        """Update entries with a status code."""
        return self.do(self.asked(numbers, code, **more))

    def asked(self, numbers: Sequence[int], code: str, **more: Any) -> UpdateEntries:  # noqa: ANN401
        """The request that updates entries, whatever their versions."""
        fields = {"actor": ANNA, "entries": tuple((number, 0) for number in numbers), **more}
        return UpdateEntries(status_code=code, **fields)

    def change(self, interaction_id: str = "call", **changes: object) -> Done:
        """Change header fields of an interaction."""
        return self.do(ChangeInteraction(actor=ANNA, interaction_id=interaction_id, changes=changes))

    def todos(self, kind: str = "") -> list[Todo]:
        """All to-dos, or those of a kind, as they were made."""
        return [todo for todo in self.all(Todo) if kind in {"", todo.kind}]

    def states(self, number: int, work_date: date) -> list[str]:
        """The states of an entry's promises at a work date, as they were made."""
        with self.session() as session:
            found = standings(session, [session.get_one(CustomerLedgerEntry, number)], work_date)
            return [each.now.state.value for each in found.get(number, [])]

    def entry(self, number: int) -> CustomerLedgerEntry:
        """An entry as it is now."""
        with self.session() as session:
            return session.exec(select(CustomerLedgerEntry).where(col(CustomerLedgerEntry.entry_no) == number)).one()
