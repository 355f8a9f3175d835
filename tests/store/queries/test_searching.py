"""What a text is found in, the best first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.queries.connection import connect
from store.queries.searching import search
from tests.store.queries.books import Writing, write
from tests.store.queries.conftest import worked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from tests.stores import Stores


def people(w: Writing) -> None:
    worked(w)
    w.customer("INV", "Inverness Invoicing Ltd", phone="(020) 7946-0018", contact_name="Ángel Ibáñez")
    w.contact("30000", "Zoë Blå", phone="+44 20 7946 0999", email="zoe@nobody.test")
    w.entry(61, "30000", 10, date(2026, 4, 1), document_no="X-7", your_reference="Order 7/B", description="x")
    w.entry(62, "30000", 10, date(2026, 4, 1), document_no="X-77", external_document_no="X-7 copy")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def c(request: pytest.FixtureRequest, _stores: Stores) -> Iterator[Connection]:
    connection = connect(_stores.prepared(str(request.param), "searching", lambda url: write(url, people)))
    yield connection
    connection.close()


def found(c: Connection, text: str) -> list[tuple[str, str, int]]:
    """Customer no. or entry's text, where, and how well."""
    rows = search(c, text).rows
    return [(row.customer_no if row.kind == "customer" else row.text, row.field, row.rank) for row in rows]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("inv", [("INV", "no", 0), *((f"INV-{n}", "document", 1) for n in (1, 2, 3, 4))]),
        ("inv-2", [("INV-2", "document", 0)]),
        ("  blabær ", [("20000", "name", 1)]),
        ("angel IBÁÑEZ", [("INV", "contact", 0)]),
        ("invoicing", [("INV", "name", 2)]),
        ("bb.test", [("20000", "e-mail", 3)]),
        ("ltd inverness", [("INV", "name", 3)]),
        ("020 7946", [("30000", "phone", 2), ("INV", "phone", 2)]),
        ("79460018", [("INV", "phone", 2)]),
        ("7946", []),
        ("x-7", [("X-7", "document", 0), ("X-77", "document", 1)]),
        ("order 7/b", []),
        ("Order 7/B", [("Order 7/B", "reference", 0)]),
        ("po-77", [("PO-77", "external document", 0)]),
        ("%", []),
        ("", []),
    ],
)
def test_the_best_come_first(c: Connection, text: str, wanted: list[tuple[str, str, int]]) -> None:
    assert found(c, text) == wanted


def test_more_than_are_read_are_told(c: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert search(c, "inv").complete
    monkeypatch.setattr("store.queries.searching.MOST_FOUND", 3)
    assert not search(c, "inv").complete
    assert [row.text for row in search(c, "inv").rows] == ["INV", "INV-1", "INV-2", "INV-3"]
