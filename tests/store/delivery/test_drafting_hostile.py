"""Hostile texts in every field of the books that a mail tells: they stay text, in headers, body and file names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.delivery.compose import ComposeError, MailPlan, compose
from store.delivery.drafting import attached, drafted
from store.queries.mail_data import mail_data
from store.rows.document_data import DocumentData
from store.rows.documents import DocumentLinkRow
from store.rows.setup_pages import DocumentTypeLine
from store.rules.wording import PLACEHOLDERS
from tests.hostile import STRINGS, forbidden_in
from tests.store.baseset import INV_1, WORK_DATE

if TYPE_CHECKING:
    from store.rows.mail_data import MailData
    from tests.store.baseset import Desk

BODY = "".join(f"{{{each}}}\n" for each in PLACEHOLDERS)
EVERYTHING = DocumentTypeLine("ALL", subject="{customer_name} {document_nos}", body=BODY)
MORE = {"placeholder": "{customer_no} {{", "header": "x\r\nBcc: evil@example.org\r\n\r\nbody", "nul": "a\x00b"}


@pytest.fixture
def data(post: Desk) -> MailData:
    """A mail about one invoice, with a wording that tells everything."""
    books = Books.open(post.url)
    try:
        return replace(books.read(mail_data, "C1", WORK_DATE, entry_nos=(INV_1,)), wording=EVERYTHING)
    finally:
        books.close()


def filled_with(data: MailData, hostile: str) -> MailData:
    """The same mail with the text in every field of text."""
    (document,) = data.documents
    assert isinstance(document.data, DocumentData)
    named = replace(document.data, document_no=hostile, external_document_no=hostile, currency_code=hostile)
    link = DocumentLinkRow(1, 1, "0" * 64, "C1", None, INV_1, hostile, hostile, "application/pdf", "", 3, "", "")
    return replace(
        data,
        customer_no=hostile,
        customer_name=hostile,
        contact_name=hostile,
        controller_name=hostile,
        company=replace(data.company, name=hostile),
        lcy_code=hostile,
        documents=(replace(document, data=named, original=link),),
    )


def test_hostile_texts_stay_text_from_the_books_to_the_wire(data: MailData) -> None:
    for name, hostile in (STRINGS | MORE).items():
        known = filled_with(data, hostile[:300])  # as long as a field of the books may be
        draft = drafted(known)
        assert forbidden_in(draft.subject) == forbidden_in(draft.body) == [], name
        assert "\n" not in draft.subject
        assert not [remark for remark in draft.remarks if "placeholder" in remark], name
        files = attached(known, {"0" * 64: b"pdf"}.get)
        plan = MailPlan(
            sender="credit@test.example",
            sender_name=hostile,
            recipient=draft.recipient,
            recipient_name=draft.recipient_name,
            subject=draft.subject or "none",
            body=draft.body,
            files=files,
            at=datetime(2026, 3, 31, tzinfo=UTC),
        )
        seen = message_from_bytes(compose(plan).content, policy=policy.default)
        assert seen.keys() == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"], name
        body, file = seen.iter_parts()
        assert body.get_content().replace("\r\n", "\n").rstrip("\n") == draft.body.rstrip("\n"), name
        assert file.get_content() == b"pdf"
        assert forbidden_in(file.get_filename() or "") == []
        assert not set(file.get_filename() or "") & set("/\\"), name


def test_a_hostile_recipient_goes_nowhere() -> None:
    for hostile in (STRINGS | MORE).values():
        plan = MailPlan(
            sender="credit@test.example", recipient=hostile, subject="x", body="y", at=datetime(2026, 3, 31, tzinfo=UTC)
        )
        with pytest.raises(ComposeError, match="The recipient's address cannot be used"):
            compose(plan)


def test_a_missing_original_is_said(data: MailData) -> None:
    with pytest.raises(ComposeError, match="is not in the store any more"):
        attached(filled_with(data, "INV-1"), lambda _digest: None)
