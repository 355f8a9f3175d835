"""The program's own subjects and bodies, in each language that documents have (rule 17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store.rules.languages import DEFAULT


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language, with the placeholders of `rules.wording`."""

    subject_statement: str
    subject_documents: str
    subject_both: str
    subject_other: str
    greeting: str
    statement: str
    documents: str
    """Above the list of what is attached."""
    overdue: str
    """Where something is overdue."""
    closing: str


WORDS: Final = {
    "en": Words(
        "Statement of account {customer_no}, {work_date}",
        "Your documents {document_nos}",
        "Statement of account {customer_no}, {work_date}, and {document_nos}",
        "Your account {customer_no}",
        "Dear {contact_name},",
        "please find attached your statement of account {customer_no} as of {work_date}.",
        "these documents are attached:",
        "Overdue as of {work_date}: {overdue}.",
        "Kind regards",
    ),
    "de": Words(
        "Kontoauszug {customer_no}, {work_date}",
        "Ihre Belege {document_nos}",
        "Kontoauszug {customer_no}, {work_date}, und {document_nos}",
        "Ihr Konto {customer_no}",
        "Guten Tag {contact_name},",
        "anbei erhalten Sie Ihren Kontoauszug {customer_no} zum {work_date}.",
        "diese Belege liegen bei:",
        "Überfällig zum {work_date}: {overdue}.",
        "Mit freundlichen Grüßen",
    ),
    "fr": Words(
        "Relevé de compte {customer_no}, {work_date}",
        "Vos documents {document_nos}",
        "Relevé de compte {customer_no}, {work_date}, et {document_nos}",
        "Votre compte {customer_no}",
        "Bonjour {contact_name},",
        "veuillez trouver ci-joint votre relevé de compte {customer_no} au {work_date}.",
        "les documents suivants sont joints :",
        "Échu au {work_date} : {overdue}.",
        "Cordialement",
    ),
    "nl": Words(
        "Rekeningoverzicht {customer_no}, {work_date}",
        "Uw documenten {document_nos}",
        "Rekeningoverzicht {customer_no}, {work_date}, en {document_nos}",
        "Uw rekening {customer_no}",
        "Beste {contact_name},",
        "bijgaand ontvangt u uw rekeningoverzicht {customer_no} per {work_date}.",
        "deze documenten zijn bijgevoegd:",
        "Vervallen per {work_date}: {overdue}.",
        "Met vriendelijke groet",
    ),
    "es": Words(
        "Extracto de cuenta {customer_no}, {work_date}",
        "Sus documentos {document_nos}",
        "Extracto de cuenta {customer_no}, {work_date}, y {document_nos}",
        "Su cuenta {customer_no}",
        "Hola, {contact_name}:",
        "adjunto encontrará su extracto de cuenta {customer_no} a {work_date}.",
        "se adjuntan estos documentos:",
        "Vencido a {work_date}: {overdue}.",
        "Saludos cordiales",
    ),
    "it": Words(
        "Estratto conto {customer_no}, {work_date}",
        "I vostri documenti {document_nos}",
        "Estratto conto {customer_no}, {work_date}, e {document_nos}",
        "Il vostro conto {customer_no}",
        "Buongiorno {contact_name},",
        "in allegato trovate il vostro estratto conto {customer_no} al {work_date}.",
        "sono allegati questi documenti:",
        "Scaduto al {work_date}: {overdue}.",
        "Cordiali saluti",
    ),
    "da": Words(
        "Kontoudtog {customer_no}, {work_date}",
        "Jeres bilag {document_nos}",
        "Kontoudtog {customer_no}, {work_date}, og {document_nos}",
        "Jeres konto {customer_no}",
        "Hej {contact_name}",
        "Vedhæftet er jeres kontoudtog {customer_no} pr. {work_date}.",
        "Disse bilag er vedhæftet:",
        "Forfaldent pr. {work_date}: {overdue}.",
        "Med venlig hilsen",
    ),
    "sv": Words(
        "Kontoutdrag {customer_no}, {work_date}",
        "Era dokument {document_nos}",
        "Kontoutdrag {customer_no}, {work_date}, och {document_nos}",
        "Ert konto {customer_no}",
        "Hej {contact_name},",
        "bifogat finns ert kontoutdrag {customer_no} per {work_date}.",
        "dessa dokument är bifogade:",
        "Förfallet per {work_date}: {overdue}.",
        "Med vänliga hälsningar",
    ),
    "pl": Words(
        "Wyciąg z konta {customer_no}, {work_date}",
        "Państwa dokumenty {document_nos}",
        "Wyciąg z konta {customer_no}, {work_date}, oraz {document_nos}",
        "Państwa konto {customer_no}",
        "Dzień dobry {contact_name},",
        "w załączeniu przesyłamy wyciąg z konta {customer_no} na dzień {work_date}.",
        "w załączeniu są następujące dokumenty:",
        "Zaległe na dzień {work_date}: {overdue}.",
        "Z poważaniem",
    ),
}
"""The sentences by language, one for each of `rules.languages.LANGUAGES`."""


def own_subject(language: str, *, statement: bool, documents: bool) -> str:
    """Give the program's own subject for what goes with a mail."""
    words = WORDS.get(language, WORDS[DEFAULT])
    if statement:
        return words.subject_both if documents else words.subject_statement
    return words.subject_documents if documents else words.subject_other


def own_body(language: str, *, statement: bool, documents: bool, overdue: bool, signed: bool) -> str:
    """Give the program's own body for what goes with a mail, its paragraphs parted by a blank line.

    Args:
        language: One of `rules.languages.LANGUAGES`; another is written in English.
        statement: Whether the statement goes with it.
        documents: Whether other documents do; they are listed.
        overdue: Whether the customer has something overdue; told with a statement, or where nothing is attached.
        signed: Whether the credit controller's name is known.
    """
    words = WORDS.get(language, WORDS[DEFAULT])
    paragraphs = [words.greeting]
    if statement:
        paragraphs.append(words.statement)
    if documents:
        lead = words.documents
        paragraphs.append(f"{lead[0].upper() + lead[1:] if statement else lead}\n{{documents}}")
    if overdue and (statement or not documents):
        paragraphs.append(words.overdue)
    who = "{controller_name}\n{company_name}" if signed else "{company_name}"
    return "\n\n".join([*paragraphs, f"{words.closing}\n{who}"])
