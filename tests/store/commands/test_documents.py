"""Document links: stored once, linked often, taken back and made again (rule 16)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from store.books import Books
from store.queries import documents, interactions, ledger
from store.queries.check import check
from store.requests.calls import ChangeInteraction, CloseInteraction, Redo, Undo
from store.requests.documents import DescribeDocument, FileGiven, LinkDocuments, UnlinkDocument
from store.requests.setup import ChangeSetup
from store.rules.files import MAX_BYTES
from store.rules.text import is_clean
from store.tables.audit import AuditChange
from store.tables.calls import Interaction
from store.tables.documents import DocumentContent, DocumentLink
from tests.hostile import STRINGS
from tests.store.baseset import ANNA, BOB, EUR_1, INV_1, INV_2, WORK_DATE

if TYPE_CHECKING:
    from tests.store.baseset import Desk

PDF = b"%PDF-1.7\n\x00\xff remittance"


def link(*names: str, content: bytes = PDF, **more: Any) -> LinkDocuments:  # noqa: ANN401 - the request's fields
    fields = {"actor": ANNA, "customer_no": "C1", "files": tuple(FileGiven(name, content) for name in names)}
    return LinkDocuments(**{**fields, **more})


def read(desk: Desk, query: Any, *args: object) -> Any:  # noqa: ANN401 - any query
    books = Books(desk.url)
    try:
        return books.read(query, *args)
    finally:
        books.close()


def copying(desk: Desk) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=(("copy_links_to_entries", True),)))


@pytest.mark.seed("S45")
def test_a_file_is_in_the_store_and_no_path_of_it(desk: Desk) -> None:
    desk.open()
    done = desk.do(link("/srv/secret folder/remit.pdf", interaction_id="call", entry_nos=(INV_1,)))
    assert done.summary == "Linked remit.pdf to the interaction"
    (row,) = read(desk, documents.interaction_links, "call")
    assert done.result == (row.id,)
    assert (row.name, row.media_type, row.size, row.entry_no) == ("remit.pdf", "application/pdf", len(PDF), None)
    assert (row.made_by, row.made_at[:10]) == ("anna", WORK_DATE.isoformat())
    assert read(desk, documents.content, row.sha256) == PDF
    assert read(desk, documents.content, "none") is None
    assert "secret" not in repr(desk.image())


def test_a_link_is_an_entry_in_its_interaction(desk: Desk) -> None:
    desk.open()
    desk.do(link("a.pdf", interaction_id="call"))
    assert desk.all(Interaction)[0].entered
    assert "Something was entered" in desk.refused(CloseInteraction(actor=ANNA, interaction_id="call", save=False))


@pytest.mark.seed("S46")
def test_setup_copies_links_to_the_selected_entries(desk: Desk) -> None:
    copying(desk)
    desk.open()
    done = desk.do(link("a.pdf", interaction_id="call", entry_nos=(INV_2, INV_1)))
    assert done.summary == "Linked a.pdf to the interaction, INV-1 and INV-2"
    assert [each.entry_no for each in desk.all(DocumentLink)] == [None, INV_1, INV_2]
    assert len(desk.all(DocumentContent)) == 1
    for number in (INV_1, INV_2):
        assert [row.name for row in read(desk, documents.entry_links, [number])] == ["a.pdf"]
    rows = read(desk, ledger.entry_rows, [INV_1, EUR_1], WORK_DATE)
    assert (rows[INV_1].links, rows[EUR_1].links) == (1, 0)
    lines = {line.entry_no: line.links for line in read(desk, interactions.lines, "call", WORK_DATE)}
    assert (lines[INV_1], lines[INV_2], sum(lines.values())) == (1, 1, 2)
    (row,) = read(desk, documents.customer_links, "C1")
    assert (row.entry_no, row.document_no) == (None, "INV-1, INV-2")
    assert read(desk, documents.links_count, "call") == 1


def test_without_the_setup_only_the_interaction_has_the_link(desk: Desk) -> None:
    desk.open()
    desk.do(link("a.pdf", interaction_id="call", entry_nos=(INV_1,)))
    assert read(desk, documents.entry_links, [INV_1]) == []


def test_a_file_without_an_interaction_belongs_to_entries_or_the_customer(desk: Desk) -> None:
    assert desk.do(link("a.pdf", entry_nos=(INV_1, INV_2))).summary == "Linked a.pdf to INV-1 and INV-2"
    assert desk.do(link("b.pdf", "c.pdf")).summary == "Linked 2 files to customer C1"
    rows = read(desk, documents.customer_links, "C1")
    assert [(row.name, row.document_no) for row in rows] == [
        *(("c.pdf", ""), ("b.pdf", ""), ("a.pdf", "INV-2"), ("a.pdf", "INV-1"))
    ]


def test_the_same_bytes_are_stored_once_and_their_links_live_alone(desk: Desk) -> None:
    desk.do(link("a.pdf"))
    desk.do(link("b.pdf", customer_no="C2", actor=BOB))
    assert [row.sha256 for row in desk.all(DocumentContent)] == [sha256(PDF).hexdigest()]
    first, second = desk.all(DocumentLink)
    desk.do(UnlinkDocument(actor=ANNA, link_id=first.id or 0, version=first.version))
    assert [row.name for row in read(desk, documents.customer_links, "C2")] == ["b.pdf"]
    assert read(desk, documents.content, second.sha256) == PDF


def test_no_bytes_are_in_the_audit(desk: Desk) -> None:
    desk.do(link("a.pdf", content=b"%PDF-" + b"needle" * 9))
    changes = desk.all(AuditChange)
    assert "document_link" in {change.table_name for change in changes}
    assert "document_content" not in {change.table_name for change in changes}
    assert "needle" not in repr(changes)
    assert "needle" not in repr(link("a.pdf", content=b"needle"))


CHANGES: dict[str, Any] = {
    "link": lambda: link("new.pdf", "other.pdf", interaction_id="call", entry_nos=(INV_1,)),
    "link to the customer": lambda: link("new.pdf"),
    "unlink": lambda: UnlinkDocument(actor=ANNA, link_id=1, version=1),
    "describe": lambda: DescribeDocument(actor=ANNA, link_id=1, version=1, description="March"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_and_redo(desk: Desk, name: str) -> None:
    copying(desk)
    desk.open()
    desk.do(link("a.pdf", interaction_id="call", entry_nos=(INV_1,)))
    before = desk.image()
    done = desk.do(CHANGES[name]())
    after = desk.image()
    assert after != before
    for _ in range(2):
        assert desk.do(Undo(actor=ANNA)).summary == f"Undone: {done.summary}"
        assert desk.image() == before
        desk.do(Redo(actor=ANNA))
        assert desk.image() == after


def test_the_first_link_of_an_interaction_undone_is_no_entry(desk: Desk) -> None:
    desk.open()
    desk.do(link("a.pdf", interaction_id="call"))
    desk.do(Undo(actor=ANNA))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call", save=False))
    assert desk.all(Interaction) == []


def test_a_description(desk: Desk) -> None:
    desk.do(link("a.pdf", description=" Remittance \x1b[2J"))
    assert desk.all(DocumentLink)[0].description == "Remittance �[2J"
    desk.do(DescribeDocument(actor=ANNA, link_id=1, version=1, description="March"))
    assert desk.all(DocumentLink)[0].description == "March"
    old = DescribeDocument(actor=ANNA, link_id=1, version=1, description="April")
    assert "changed meanwhile" in desk.refused(old, "changed")
    assert "at most 250" in desk.refused(DescribeDocument(actor=ANNA, link_id=1, version=0, description="x" * 251))
    desk.do(UnlinkDocument(actor=BOB, link_id=1, version=2))
    assert "gone" in desk.refused(UnlinkDocument(actor=ANNA, link_id=1, version=2))


def test_what_is_refused(desk: Desk) -> None:
    desk.open("closed")
    desk.do(ChangeInteraction(actor=ANNA, interaction_id="closed", changes={"notes": "x"}))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="closed"))
    desk.open("other", customer_no="C2")
    for request, words in (
        (link("a.pdf", customer_no="C99"), "no customer C99"),
        (link("a.pdf", interaction_id="closed"), "closed and stays as it is"),
        (link("a.pdf", interaction_id="gone"), "not in the books"),
        (link("a.pdf", interaction_id="other"), "another customer"),
        (link("a.pdf", entry_nos=(INV_1, EUR_1)), f"Entry {EUR_1} is none of customer C1"),
        (link("a.pdf", entry_nos=(999,)), "Entry 999"),
        (link(), "no file"),
        (link(*(f"{number}.pdf" for number in range(21))), "more than 20 files"),
        (link("a.pdf", content=b""), "a.pdf is empty"),
        (link("a.sh"), "can hold a script"),
        (link("a.pdf", "b.png"), "b.png is not what its name says"),
        (link("./.."), "without a name"),
    ):
        assert words in desk.refused(request)
    assert desk.all(DocumentLink) == []
    assert desk.all(DocumentContent) == []


@pytest.mark.parametrize(("more", "stored"), [(0, 1), (1, 0)])
def test_25_mib_and_not_a_byte_more(desk: Desk, more: int, stored: int) -> None:
    content = PDF + bytes(MAX_BYTES - len(PDF) + more)
    outcome = desk.ask(link("big.pdf", content=content))
    assert len(desk.all(DocumentLink)) == stored, outcome
    if stored:
        assert read(desk, documents.content, sha256(content).hexdigest()) == content


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
def test_hostile_names_are_text(desk: Desk, step: int) -> None:
    names = [f"x{text}.pdf" for text in list(STRINGS.values())[::step]]
    for name in names:
        desk.ask(link(name))
    rows = read(desk, documents.customer_links, "C1")
    assert len(rows) == len(names)
    assert all(is_clean(row.name) and "/" not in row.name for row in rows)


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("document_customer", "UPDATE document_link SET customer_no = 'C2'"),
        ("document_size", "UPDATE document_content SET size = 3"),
        ("text", "UPDATE document_link SET name = 'a' || chr(27)"),
    ],
)
def test_check_finds_what_is_broken(desk: Desk, rule: str, statement: str) -> None:
    copying(desk)
    desk.open()
    desk.do(link("a.pdf", interaction_id="call", entry_nos=(INV_1,)))
    assert read(desk, check, WORK_DATE) == []
    with desk.session() as session:
        session.connection().exec_driver_sql(
            statement if desk.url.startswith("postgres") else statement.replace("chr(", "char(")
        )
    assert [found.rule for found in read(desk, check, WORK_DATE)] == [rule]
