"""What a mail is made from: recipient, figures, documents, originals and words, on both databases (rule 17)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.books import Books
from store.delivery.compose import MailPlan, compose
from store.delivery.drafting import attached, drafted, queued_by
from store.queries import documents, outbox
from store.queries.documents_data import NoDocument
from store.queries.mail_data import entries_named, mail_data
from store.requests.contacts import SaveContact
from store.requests.documents import FileGiven, LinkDocuments
from store.requests.setup import ChangeSetup, SaveDocumentTypeCode
from tests.store.baseset import ANNA, CM_9, EUR_1, INV_1, INV_2, PAY_7, USD_1, WORK_DATE, Desk, make_base_set
from tests.store.documents.papers import text_of
from tests.store.mails import stands

if TYPE_CHECKING:
    from store.rows.mail_data import MailData
    from tests.stores import Stores


@pytest.fixture
def desk(store_kind: str, stores: Stores) -> Desk:
    """Fresh books with the base set, on each database."""
    return Desk(stores.copy_of(store_kind, "base set", make_base_set))


def read(desk: Desk, customer_no: str = "C1", **asked: Any) -> MailData:  # noqa: ANN401 - options of the query
    books = Books.open(desk.url)
    try:
        return books.read(mail_data, customer_no, asked.pop("work_date", WORK_DATE), **asked)
    finally:
        books.close()


def files(desk: Desk, data: MailData) -> dict[str, bytes]:
    books = Books.open(desk.url)
    try:
        return {file.name: file.content for file in attached(data, lambda key: books.read(documents.content, key))}
    finally:
        books.close()


def test_figures_documents_and_words(desk: Desk) -> None:
    data = read(desk, entry_nos=(INV_2, PAY_7, CM_9), statement=True)
    assert (data.balance_lcy, data.overdue_lcy) == (Decimal(2050), Decimal(1200))
    assert [(each.currency_code, each.balance, each.overdue) for each in data.figures] == [
        ("GBP", Decimal(2050), Decimal(1200))
    ]
    assert [(each.document, each.type_code) for each in data.documents] == [
        ("statement", "STATEMENT"),
        ("invoice", "INVOICE"),
        ("credit_memo", "CREDIT MEMO"),
    ]
    assert [number for number, _ in data.seen] == [1, 2, 3, 4, 5, 6]
    draft = drafted(data)
    assert draft.subject == "Statement of account C1, 31 Mar 2026, and INV-2, CM-9"
    assert draft.body.splitlines()[0] == "Dear Mary Poole,"
    assert "- Invoice INV-2 · Your reference: X-2 · Due date: 15 Apr 2026 · GBP 800.00" in draft.body
    assert draft.body.endswith("Kind regards\nAnna\nTest & Co")
    assert draft.remarks == ("Payment PAY-7 has no copy: it is no invoice or credit memo.",)
    made = files(desk, data)
    assert list(made) == ["Statement of account C1 2026-03-31.pdf", "Invoice INV-2.pdf", "Credit memo CM-9.pdf"]
    assert "800.00" in text_of(made["Invoice INV-2.pdf"])


def test_each_currency_by_itself_in_the_customers_language(desk: Desk) -> None:
    draft = drafted(read(desk, "C2", statement=True, language="de"))
    assert draft.subject == "Kontoauszug C2, 31.03.2026"
    assert "Überfällig zum 31.03.2026: EUR 1.000,00, JPY 100.000, KWD 10,125." in draft.body
    only = read(desk, "C2", entry_nos=(EUR_1, USD_1))
    assert only.seen == ((EUR_1, 1), (USD_1, 1))
    assert "verdue" not in drafted(only).body


def test_the_credit_control_contact_comes_before_the_customer_and_the_call_before_both(desk: Desk) -> None:
    assert (read(desk).recipient, read(desk).recipient_of, read(desk).contact_name) == (
        "info@c1.test",
        "customer",
        "Mary Poole",
    )
    mary = read_contact(desk)
    desk.do(SaveContact(actor=ANNA, customer_no="C1", contact_id=mary, version=0, name="Mary", email="mary@c1.test"))
    assert (read(desk).recipient, read(desk).recipient_of) == ("mary@c1.test", "contact")
    desk.open("call")
    desk.change("call", email="other@c1.test", contact_name="Otto")
    data = read(desk, interaction_id="call")
    assert (data.recipient, data.recipient_of, data.contact_name) == ("other@c1.test", "interaction", "Otto")
    assert read(desk, interaction_id="call", contact_id=mary).recipient == "mary@c1.test"
    desk.change("call", email="", contact_name="Otto")
    data = read(desk, interaction_id="call")
    assert (data.recipient, data.contact_name) == ("mary@c1.test", "Mary")  # Otto is not greeted in her mail
    desk.change("call", email="other@c1.test", contact_name="")
    assert read(desk, interaction_id="call").contact_name == ""


def read_contact(desk: Desk) -> int:
    books = Books.open(desk.url)
    try:
        ((number,),) = books.read(lambda c: c.rows("SELECT credit_control_contact_id FROM customer WHERE no = 'C1'"))
    finally:
        books.close()
    return int(number)


def test_an_original_goes_instead_of_the_copy(desk: Desk) -> None:
    original = b"%PDF-1.7\noriginal"
    given = (FileGiven("INV-1 signed.pdf", original), FileGiven("photo.png", b"\x89PNG\r\n\x1a\n1"))
    desk.do(LinkDocuments(actor=ANNA, customer_no="C1", files=given, entry_nos=(INV_1,)))
    made = files(desk, read(desk, entry_nos=(INV_1,)))
    assert made == {"INV-1 signed.pdf": original}
    assert "Copy from the ledger" in text_of(
        files(desk, read(desk, entry_nos=(INV_1,), originals=False))["Invoice INV-1.pdf"]
    )


def test_the_words_of_the_document_type_code_are_used(desk: Desk) -> None:
    final = SaveDocumentTypeCode(
        actor=ANNA,
        code="FINAL",
        document="statement",
        subject="Final notice {customer_no}",
        body="{customer_name}: {overdue_lcy}\n{external_document_nos} {{sic}}",
    )
    desk.do(final)
    draft = drafted(read(desk, statement=True, entry_nos=(INV_1, CM_9), type_code="FINAL"))
    assert draft.subject == "Final notice C1"
    assert draft.body == "Northwind [red] Ltd: GBP 1,200.00\nX-1, X-5 {sic}"
    assert read(desk, statement=True).documents[0].type_code == "STATEMENT"
    with pytest.raises(NoDocument, match="There is no document type code NOPE"):
        read(desk, type_code="NOPE")


def test_a_mail_too_soon_is_told_and_override_lets_it_go(desk: Desk) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=(("mail_least_days", 7),)))
    data = read(desk, statement=True)
    draft = drafted(data)
    assert draft.too_soon == ""
    plan = MailPlan(
        sender="credit@test.example",
        recipient=draft.recipient,
        recipient_name=draft.recipient_name,
        subject=draft.subject,
        body=draft.body,
        at=datetime(2026, 3, 31, 9),  # noqa: DTZ001 - the host's own clock
    )
    desk.do(queued_by(ANNA, data, compose(plan)))
    assert stands(desk).row.subject == draft.subject
    books = Books.open(desk.url)
    assert books.read(outbox.content, 1) == compose(plan).content
    books.close()
    again = read(desk, statement=True)
    assert drafted(again).too_soon.endswith("Setup asks for 7 days between two.")
    second = compose(MailPlan(sender=plan.sender, recipient=plan.recipient, subject="x", body="y", at=plan.at))
    assert "or override it" in desk.refused(queued_by(ANNA, again, second))
    desk.do(queued_by(ANNA, again, second, override=True))


def test_entries_by_their_names_and_strangers_refused(desk: Desk) -> None:
    books = Books.open(desk.url)
    assert books.read(entries_named, "C1", ("inv-2", "INV-1", "2")) == (INV_2, INV_1)
    with pytest.raises(NoDocument, match="has no document “EUR-1”"):
        books.read(entries_named, "C1", ("EUR-1",))
    books.close()
    with pytest.raises(NoDocument, match="Entry 21 is none of customer C1"):
        read(desk, entry_nos=(EUR_1,))
    with pytest.raises(NoDocument, match="There is no customer NOBODY"):
        read(desk, "NOBODY")
