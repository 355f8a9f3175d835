"""Every page and form as a controller meets it: what the pictures are taken of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from store.delivery.smtp_settings import mail_settings
from tests.screens.document_files import file, paste
from tests.screens.imported import bring_changes
from tests.screens.mail_books import add_mails

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.screens.pages import Walk


@dataclass(frozen=True)
class Scene:
    """One thing to be seen.

    Attributes:
        name: Of its pictures.
        steps: Keys that lead there, or what presses them, from the credit list of the worked books.
        whole: What must be seen uncut at 80 columns and 120.
        shows: The class of the page or form in front.
        figures: Whether every figure must be whole: not where the words are about any figures.
    """

    name: str
    shows: str
    steps: tuple[str, ...] | Callable[[Walk], Awaitable[object]]
    whole: tuple[str, ...] = ()
    figures: bool = True


LEDGER = ("down", "enter")
CALL = (*LEDGER, "space", "i")
POSTED = (*LEDGER, "dollar_sign", *"400", "f9", "f9")
ENTRIES = ("INV-1", "INV-3", "CM-9", "INV-4", "PAY-7", "INV-2")
DUE = ("2026-02-28", "2026-03-10", "2026-03-20", "2026-03-31", "2026-04-02", "2026-04-15")
AMOUNTS = ("1,000.00", "500.00", "-300.00", "250.00", "-200.00", "800.00")
STATUS = ("PROMISED", "QUERIED", "2026-04-10 part")
LINES = (*ENTRIES, *DUE, *AMOUNTS, *STATUS)


def setup(name: str, *keys: str) -> Callable[[Walk], Awaitable[object]]:
    """To a page of the setup, and on by keys."""

    async def steps(at: Walk) -> None:
        await at.press("7")
        await at.press(*["down"] * [str(key) for key in at.page.grid.keys].index(name), "enter", *keys)

    return steps


async def with_document(at: Walk) -> None:
    """To the documents of a customer to which a file was dropped."""
    with TemporaryDirectory() as folder:
        path = file(Path(folder), "remittance.pdf")
        await at.press("down", "c")
        await paste(at.pilot, f"'{path}'")
        await at.press("y", "d")


async def mailing(at: Walk, *keys: str) -> None:
    """To a mail about two ticked entries, with a mail server set up."""
    at.app.desk.mail = mail_settings({"host": "localhost", "sender": "credit@ours.test"})
    await at.press(*LEDGER, "space", "down", "space", "m", *keys)


async def asked(at: Walk) -> None:
    """To the question before it goes."""
    await mailing(at, "enter")


async def attached(at: Walk) -> None:
    """To what goes with it."""
    await mailing(at, "f7")


async def outbox(at: Walk, *keys: str) -> None:
    """To an outbox with a mail in each state."""
    add_mails(at.app.desk.books.url)
    await at.press("6", *keys)


async def uncertain(at: Walk) -> None:
    """To a mail of which nobody knows."""
    await outbox(at, "down", "down", "enter")


async def imported(at: Walk, *keys: str) -> None:
    """To what an import changed, the second of two."""
    bring_changes(at.app.desk.books.url)
    at.app.reread_facts()
    await at.rest()
    await at.press("L", *keys)


SCENES = (
    Scene("credit_list", "CreditListPage", (), ("C1", "2,050.00", "1,200.00", "1,271.46", "2026-03-31")),
    Scene("credit_list_searched", "CreditListPage", ("slash", *"over:30", "enter"), ("2,050.00", "/over>30")),
    Scene("ledger", "LedgerPage", (*LEDGER, "space"), (*LINES, "2,050.00", "1 ticked")),
    Scene("ledger_searched", "LedgerPage", (*LEDGER, "slash", *"INV", "enter"), ("All: ", "2,050.00")),
    Scene("ledger_all", "LedgerPage", ("4",), (*ENTRIES, *DUE, *AMOUNTS, "EUR", "100,000", "10.125")),
    Scene("interaction", "InteractionPage", CALL, (*LINES, "1,000.00", "2,050.00", "+44 20 7946 0001")),
    Scene("interaction_ticks", "InteractionPage", (*CALL, "o"), ("3 ticked", "Amount 1,200.00", "(LCY) 1,200.00")),
    Scene("interaction_closing", "InteractionPage", (*CALL, "escape"), ("Close this interaction?",)),
    Scene(
        "update_promised",
        "UpdateEntriesForm",
        (*CALL, "u", "ctrl+u", *"prom", "enter", *"400"),
        ("400.00  of 1,000.00", "GBP 400.00"),
    ),
    Scene("update_queried", "UpdateEntriesForm", (*CALL, "u", "ctrl+u", *"quer", "enter"), ("2026-04-07", "1,000.00")),
    Scene("update_other", "UpdateEntriesForm", (*CALL, "u", "ctrl+u", *"paid", "tab", *"Paid"), ("PAID ALREADY",)),
    Scene("interaction_notes", "NoteForm", (*CALL, "N", *"Rang"), ("Rang",)),
    Scene("interaction_who", "InteractionPage", (*CALL, "w"), ("[c] correct",)),
    Scene("contact", "ContactForm", (*CALL, "w", "c"), ("Mary Poole", "+44 20 7946 0001", "info@c1.test")),
    Scene("interaction_calling", "InteractionPage", (*CALL, "p"), (*ENTRIES, "+44 20 7946 0001")),
    Scene("notes_of_entry", "NotesForm", ("2", "home", "down", "enter", "n"), ("INV-1",)),
    Scene("todos", "TodosPage", ("2",), ("2026-03-31", "2026-04-10", "1,000.00", "200.00")),
    Scene("todos_folded", "TodosPage", ("2", "F"), ("2026-03-27",)),
    Scene("worklist", "WorklistPage", ("3",), ("21.3", "19.7", "1,271.46", "1 broken promise")),
    Scene("explained_score", "ScoreFigures", ("3", "e"), ("21.3", "1,271.46", "20.0")),
    Scene("session", "InteractionPage", ("3", ">"), ("EUR-1", "1,000.00", "853.21", "1,271.46", "0 done, 1 left")),
    Scene("session_outcome", "InteractionPage", ("3", ">", "b", "v"), ("next try Wed 1 Apr 2026",)),
    Scene("session_report", "SessionReportPage", ("3", ">", "b", "v", "enter", ">", "escape", "y", "n", "S"), ("C2",)),
    Scene("insight", "InsightPage", ("3", "I"), ("3,321.46",), figures=False),
    Scene("changes", "ChangesPage", imported, ("Northwind", "promise kept", "over limit", "2,821.46", "INV-1")),
    Scene("contacts_page", "ContactsPage", ("down", "c", "w"), ("Mary Poole", "+44 20 7946 0001")),
    Scene("receipt", "ReceiptForm", (*CALL, "dollar_sign", *"400"), ("1,000.00", "400.00", "600.00")),
    Scene("receipt_entries", "ApplyEntriesPage", (*CALL, "dollar_sign", "f8"), (*ENTRIES[:2], *DUE[:2], *AMOUNTS[:2])),
    Scene("receipt_preview", "PreviewPage", (*CALL, "dollar_sign", *"400", "f9"), ("1,000.00", "400.00", "600.00")),
    Scene("receipts", "JournalPage", (*LEDGER, "dollar_sign", *"400", "f10", "1", "5"), ("CR00001", "400.00", "INV-1")),
    Scene("receipts_posted", "PostedReceiptsPage", (*POSTED, "5", "f"), ("CR00001", "400.00", "INV-1")),
    Scene("ledger_posted", "LedgerPage", (*POSTED, "r"), ("INV-1", "600.00")),
    Scene("documents", "DocumentsPage", with_document, ("remittance.pdf",)),
    Scene("customer_card", "CustomerCardPage", ("down", "c"), ("2,050.00", "1,200.00", "2,000.00")),
    Scene("customer_card_todos", "CustomerCardPage", ("down", "c", "tab"), ("2026-04-10", "1,000.00")),
    Scene("entry", "EntryDetailsPage", (*LEDGER, "enter"), ("INV-1", "1,000.00", "Sat 28 Feb 2026")),
    Scene("entry_notes", "EntryNotesPage", (*LEDGER, "n"), ("INV-1", "anna")),
    Scene("explained_customer", "CustomerFigures", ("down", "e"), ("2,050.00", "1,200.00", "850.00")),
    Scene("explained_card", "CardFigures", ("down", "c", "e"), ("2,050.00", "1,200.00")),
    Scene("explained_entry", "EntryFigures", (*LEDGER, "e"), ("1,000.00",)),
    Scene("explained_interaction", "InteractionFigures", (*CALL, "space", "e"), ("1,000.00", "INV-1")),
    Scene("explained_todo", "TodoFigures", ("2", "G", "e"), ("INV-2", "200.00")),
    Scene("keys", "ActionList", ("2", "?"), figures=False),
    Scene("palette", "ActionList", (*CALL, "ctrl+p", *"upd")),
    Scene("mail", "MailPage", mailing, ("info@c1.test", "INV-1, INV-3", "GBP 1,000.00", "F9 queues")),
    Scene("mail_asked", "MailPage", asked, ("Send 2 documents to info@c1.test now?",)),
    Scene("mail_attachments", "AttachmentsPage", attached, ("Invoice INV-1.pdf", "Invoice INV-3.pdf")),
    Scene("outbox", "OutboxPage", outbox, ("uncertain", "held", "queued", "failed", "sent")),
    Scene("outbox_mail", "OutboxMailPage", uncertain, ("The line was lost after the mail.", "INV-3 is attached.")),
    Scene("setup", "SetupPage", ("7",)),
    Scene("status_codes", "StatusCodesPage", setup("Status codes"), ("PROMISED", "QUERIED")),
    Scene("status_code_form", "SetupForm", setup("Status codes", "down", "enter")),
    Scene("interaction_types", "InteractionTypesPage", setup("Interaction types"), ("Call overdue",)),
    Scene("controllers", "ControllersPage", setup("Credit controllers"), ("ANNA", "BOB")),
    Scene("query_reasons", "QueryReasonsPage", setup("Query reasons"), ("PRICE",)),
    Scene("holidays", "HolidaysPage", setup("Holidays")),
    Scene("document_types", "DocumentTypesPage", setup("Document type codes")),
    Scene("credit_control_setup", "CreditControlSetupPage", setup("Credit control setup"), ("GBP",)),
    Scene("credit_control_setup_form", "SetupForm", setup("Credit control setup", "enter")),
)
