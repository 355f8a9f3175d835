"""The company's logo: a picture that can be printed, stored once, changed, removed and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.requests.calls import Undo
from store.requests.documents import SetLogo
from store.tables.documents import DocumentContent
from store.tables.setup import CreditControlSetup
from tests.store.baseset import ANNA
from tests.store.documents.papers import statement_of

if TYPE_CHECKING:
    from tests.store.baseset import Desk

GREEN = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2" fill="#0a0"/></svg>'
RED = GREEN.replace(b"#0a0", b"#a00")


def logo_of(desk: Desk) -> bytes:
    return statement_of(desk.url).letterhead.logo


def test_a_logo_is_set_changed_removed_and_taken_back(desk: Desk) -> None:
    assert logo_of(desk) == b""
    for picture, summary in ((GREEN, "Logo changed"), (RED, "Logo changed"), (None, "Logo removed")):
        assert desk.do(SetLogo(actor=ANNA, content=picture)).summary == summary
        assert logo_of(desk) == (picture or b"")
    desk.do(Undo(actor=ANNA))
    assert logo_of(desk) == RED
    desk.do(SetLogo(actor=ANNA, content=GREEN))
    assert len(desk.all(DocumentContent)) == 2


def test_the_same_logo_changes_nothing(desk: Desk) -> None:
    desk.do(SetLogo(actor=ANNA, content=GREEN))
    (before,) = desk.all(CreditControlSetup)
    assert desk.do(SetLogo(actor=ANNA, content=GREEN)).summary == ""
    (after,) = desk.all(CreditControlSetup)
    assert after.version == before.version


def test_what_is_no_picture_is_refused(desk: Desk) -> None:
    assert "use a PNG, a JPEG or an SVG" in desk.refused(SetLogo(actor=ANNA, content=b"%PDF-1.7"))
    assert "holds a script" in desk.refused(SetLogo(actor=ANNA, content=GREEN.replace(b"<rect", b"<script/><rect")))
    assert desk.all(DocumentContent) == []
