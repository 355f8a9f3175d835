"""Going from page to page: what each key that leaves a page leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from screens.base import PageBase
from screens.credit_list import CreditListPage
from screens.page import Page
from store.queries import customers as customer_queries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from decimal import Decimal

    from textual.app import App

    from screens.desk import Desk
    from store.rows.ledger import FoundCustomer
    from widgets.actions import Action


class Navigation:
    """Mixed into the app: opens pages, each loaded when it is first shown."""

    desk: Desk

    @property
    def _app(self) -> App[None]:
        return cast("App[None]", self)

    @property
    def page(self) -> PageBase | None:
        """The page in front, if it is one of ours."""
        screen = self._app.screen
        return screen if isinstance(screen, PageBase) else None

    def pages(self) -> list[Page]:
        """All pages, the one in front last."""
        return [screen for screen in self._app.screen_stack if isinstance(screen, Page)]

    def every_action(self) -> list[tuple[str, Action]]:
        """All pages' actions, each with the name of its page."""
        from cctui.gathered import page_classes  # noqa: PLC0415 - start-up

        return [(page.NAME, action) for page in page_classes() for action in page.ACTIONS]

    # Pages by number.

    def action_page_1(self) -> None:
        """To the credit list."""
        self._go_root(CreditListPage)

    def action_page_2(self) -> None:
        """To the to-do list."""
        from screens.todos import TodosPage  # noqa: PLC0415 - start-up

        self._go_root(TodosPage)

    def action_page_3(self) -> None:
        """To the worklist."""
        from screens.worklist import WorklistPage  # noqa: PLC0415 - start-up

        self._go_root(WorklistPage)

    def action_page_4(self) -> None:
        """To the ledger of all customers."""
        from screens.ledger import LedgerPage  # noqa: PLC0415 - start-up

        self._go_root(LedgerPage)

    def action_page_5(self) -> None:
        """To the cash receipt journal."""
        from screens.receipts import JournalPage  # noqa: PLC0415 - start-up

        self._go_root(JournalPage)

    def action_page_6(self) -> None:
        """To the outbox."""
        from screens.outbox import OutboxPage  # noqa: PLC0415 - start-up

        self._go_root(OutboxPage)

    def action_page_7(self) -> None:
        """To the setup."""
        from screens.setup import SetupPage  # noqa: PLC0415 - start-up

        self._go_root(SetupPage)

    def _tell(self, text: str) -> None:
        if self.page is not None:
            self.page.tell(text)

    def _go_root(self, kind: type[Page]) -> None:
        """Show one of the numbered pages over the credit list; an interaction in front is left by closing it."""
        if any(getattr(page, "holds", False) for page in self.pages()):
            self._tell("Close this interaction first (Esc): it would be left open.")
            return
        while len(self._app.screen_stack) > 2:  # noqa: PLR2004 - Textual's first screen and the credit list
            self._app.pop_screen()
        if kind is not CreditListPage:
            self._app.push_screen(kind(self.desk))

    def open_changes(self) -> None:
        """Show what the last import changed; where that is shown already, it stays."""
        from screens.changes import ChangesPage  # noqa: PLC0415 - start-up

        if not isinstance(self.page, ChangesPage):
            self._app.push_screen(ChangesPage(self.desk))

    # Pages of a customer.

    def open_ledger(self, customer_no: str, *, open_only: bool = True) -> None:
        """Show a customer's ledger entries (S2)."""
        from screens.ledger import LedgerPage  # noqa: PLC0415 - start-up

        self._app.push_screen(LedgerPage(self.desk, customer_no=customer_no, open_only=open_only))

    def open_card(self, customer_no: str) -> None:
        """Show a customer's card (S37, S38)."""
        from screens.customer_card import CustomerCardPage  # noqa: PLC0415 - start-up

        self._app.push_screen(CustomerCardPage(self.desk, customer_no))

    def open_receipts(
        self,
        customer_no: str,
        chosen: Sequence[tuple[int, Decimal | None]] = (),
        remark: str = "",
        posted: Callable[[Collection[int]], None] | None = None,
    ) -> None:
        """Show a customer's cash receipt journal, with a new receipt where none waits to be posted (S34)."""
        from screens.receipts import JournalPage  # noqa: PLC0415 - start-up

        page = JournalPage(self.desk, customer_no, chosen=tuple(chosen), begin=True, remark=remark, posted=posted)
        self._app.push_screen(page)

    def open_contacts(self, customer_no: str, contact_id: int | None = None) -> None:
        """Show a customer's contacts, the cursor on one of them (S32, S33)."""
        from screens.contacts import ContactsPage  # noqa: PLC0415 - start-up

        self._app.push_screen(ContactsPage(self.desk, customer_no, contact_id))

    def open_interaction(
        self,
        customer_no: str,
        *,
        origin: str,
        marked: Sequence[int] = (),
        cursor: int | None = None,
        todo_id: int | None = None,
    ) -> None:
        """Start an interaction (S3–S7)."""
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        self._app.push_screen(
            InteractionPage.new(
                self.desk, customer_no, origin=origin, marked=tuple(marked), cursor=cursor, todo_id=todo_id
            )
        )

    def show_interaction(self, interaction_id: str) -> None:
        """Show an interaction as it was left."""
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        self._app.push_screen(InteractionPage.existing(self.desk, interaction_id))

    def resume_draft(self, interaction_id: str) -> None:
        """Go on with a draft (rule 12)."""
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        self._app.push_screen(InteractionPage.resumed(self.desk, interaction_id))

    def go_to_customer(self, words: str) -> None:
        """Show a customer's open entries, by no., unique part of its name, or a document no."""
        page = self.pages()[-1]
        page.read("go", lambda found: self._found(page, words, found), customer_queries.find_customers, words)

    def _found(self, page: Page, words: str, found: list[FoundCustomer]) -> None:
        """Go there; where it is not clear whom they mean, the words are typed on."""
        if len(found) == 1:
            self.open_ledger(found[0].no)
        elif page.is_current and not page.prompt.active:
            page.begin_line(f"go {words}")
            page.prompt.set_echo(_unclear(found), "warning")


def _unclear(found: list[FoundCustomer]) -> str:
    """Why nobody was gone to."""
    if not found:
        return "No customer has that no., name or document no."
    choices = ", ".join(f"{each.no} {each.name}" for each in found[:4])
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""  # noqa: PLR2004 - as many as a line takes
    return f"Several: {choices}{more}. Type more of the name, or the no."
