"""A mail that is asked to go while its documents are made or another page is in front (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens import mail, mail_making
from screens.mail import MailPage
from tests.screens.interaction_app import base_books, calling
from tests.screens.test_mail import begin, mails, with_server

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.stores import Stores

pytestmark = pytest.mark.seed("S47")


async def test_what_was_changed_after_the_yes_does_not_go(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url, with_server) as call:
        page = await begin(call)
        made, page.files = page.files, None
        assert made is not None
        await call.press("f9")
        page.to.focus()
        await call.press("ctrl+u", *"x@half.co")
        page._take_files(made)
        await call.rest()
        assert mails(url) == []
        assert "it has not gone" in call.text()
        await call.press("f9")
        await call.rest(lambda: call.front is call.page)
        assert [each.row.recipient for each in mails(url)] == ["x@half.co"]


async def test_leaving_a_mail_that_waits_for_its_documents_is_asked_about(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url, with_server) as call:
        page = await begin(call)
        made, page.files = page.files, None
        assert made is not None
        await call.press("f9", "escape")
        assert "This mail has not gone yet." in call.text()
        await call.press("n")
        page._take_files(made)
        await call.rest(lambda: call.front is call.page)
        assert len(mails(url)) == 1


async def test_a_mail_that_went_behind_another_page_is_left(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    url = base_books(stores)
    kept: list[Callable[[], None]] = []
    queued = MailPage._queued

    def later(self: MailPage, *given: Any) -> None:  # noqa: ANN401 - its own arguments
        kept.append(lambda: queued(self, *given))

    monkeypatch.setattr(mail.MailPage, "_queued", later)
    async with calling(url, with_server) as call:
        page = await begin(call)
        await call.press("f9")
        await call.rest(lambda: bool(kept))
        await call.press("f7")
        assert call.front is not page
        kept[0]()
        await call.press("escape")
        await call.rest(lambda: call.front is call.page)
        assert len(mails(url)) == 1


async def test_a_fault_in_making_is_told_and_the_page_can_be_left(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = base_books(stores)

    def broken(*_: object, **__: object) -> None:
        raise AssertionError("a header of a mail does not read back as it was meant")

    async with calling(url, with_server) as call:
        page = await begin(call)
        monkeypatch.setattr(mail_making, "compose", broken)
        await call.press("f9")
        await call.rest(lambda: bool(page.wrong))
        assert "by a fault of the program (AssertionError)" in page.wrong
        assert page.why_not("back") is None
        assert mails(url) == []
