"""Document links: files stored once for however many links, described and taken away (rule 16; S45, S46)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from store.commands import finding
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import files, text
from store.tables.documents import DocumentLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.commands.work import Work
    from store.requests.documents import DescribeDocument, FileGiven, LinkDocuments, UnlinkDocument
    from store.tables.ledger import CustomerLedgerEntry

_STORE = sa.text(
    "INSERT INTO document_content (sha256, size, content) VALUES (:sha256, :size, :content)"
    " ON CONFLICT (sha256) DO NOTHING"
).bindparams(sa.bindparam("content", type_=sa.LargeBinary()))
"""Two programs may store the same bytes at the same time."""


def link_documents(work: Work, request: LinkDocuments) -> tuple[int, ...]:
    """Store files and link them to an interaction, to ledger entries, or to the customer alone.

    With an interaction the selected entries are linked as well where setup says so (S46), in the same change, and the
    interaction counts as entered (rule 11). Bytes that are stored already are stored no second time.

    Returns:
        Ids of the links, file by file: the interaction's or the customer's own, then the entries' in order.

    Raises:
        Refusal: There is no such customer or entry, the interaction is closed or gone or another customer's, or a file
            is refused; the text says which.
    """
    customer = finding.customer(work, request.customer_no)
    if not request.files:
        raise Refusal("There is no file to link.")
    if len(request.files) > files.MOST_FILES:
        raise Refusal(f"These are more than {files.MOST_FILES} files: link fewer at a time.")
    entries = _entries(work, request)
    checked = [_checked(given) for given in request.files]
    if request.interaction_id is not None:
        _entered(work, request.interaction_id, customer.no)
    targets: list[CustomerLedgerEntry | None] = [*entries]
    if request.interaction_id is not None or not entries:
        targets.insert(0, None)
    links = [
        _link(work, request, entry, given, file)
        for given, file in zip(request.files, checked, strict=True)
        for entry in targets
    ]
    work.session.add_all(links)
    work.session.flush()
    work.summary = _told(request, [file.name for file in checked], entries)
    return tuple(link.id for link in links if link.id is not None)


def unlink_document(work: Work, request: UnlinkDocument) -> None:
    """Take a link away; the bytes stay, so that it can be undone.

    Raises:
        Refusal: The link is gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    link = _found(work, request.link_id, request.version)
    work.summary = f"Unlinked {link.name}"
    work.session.delete(link)


def describe_document(work: Work, request: DescribeDocument) -> None:
    """Change a link's description.

    Raises:
        Refusal: The link is gone, or the description is too long.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    link = _found(work, request.link_id, request.version)
    description = _description(request.description)
    if description == link.description:
        work.nothing_done = True
        return
    link.description = description
    work.summary = f"Described {link.name}"


def _found(work: Work, link_id: int, version: int) -> DocumentLink:
    link = work.session.get(DocumentLink, link_id, with_for_update=True, populate_existing=True)
    if link is None:
        raise Refusal("This link is gone: it was taken away meanwhile.")
    if version not in {0, link.version}:
        raise ChangedMeanwhile(f"The link to {link.name} was changed meanwhile: look again (r).")
    return link


def _description(typed: str) -> str:
    cleaned = text.clean(typed).strip()
    if len(cleaned) > files.LONGEST_DESCRIPTION:
        raise Refusal(f"A description has at most {files.LONGEST_DESCRIPTION} characters, this one {len(cleaned)}.")
    return cleaned


def _entries(work: Work, request: LinkDocuments) -> list[CustomerLedgerEntry]:
    """The entries that are linked, in entry no. order: none with an interaction unless setup says so."""
    if request.interaction_id is not None and not work.setup.copy_links_to_entries:
        return []
    found = finding.entries(work, request.entry_nos)
    for number in request.entry_nos:
        if number not in found or found[number].customer_no != request.customer_no:
            raise Refusal(f"Entry {number} is none of customer {request.customer_no}: look again (r).")
    return list(found.values())


def _entered(work: Work, interaction_id: str, customer_no: str) -> None:
    """A link is an entry in an interaction (rule 11)."""
    interaction = finding.interaction_in_making(work, interaction_id)
    if interaction.customer_no != customer_no:
        raise Refusal("This interaction is with another customer: look again (r).")
    interaction.entered = True


def _checked(given: FileGiven) -> files.Checked:
    try:
        files.check_size(files.clean_name(given.name) or "A file", len(given.content))
        return files.check_file(given.name, given.content[: files.HEAD])
    except files.FileRefused as refused:
        raise Refusal(str(refused)) from None


def _link(
    work: Work, request: LinkDocuments, entry: CustomerLedgerEntry | None, given: FileGiven, file: files.Checked
) -> DocumentLink:
    return DocumentLink(
        sha256=store_content(work, given.content),
        customer_no=request.customer_no,
        interaction_id=request.interaction_id,
        entry_no=entry.entry_no if entry else None,
        name=file.name,
        media_type=file.media_type,
        description=_description(request.description),
        made_at=work.at,
        made_by=work.actor.user_name,
    )


def store_content(work: Work, content: bytes) -> str:
    """Store bytes once, however often they are needed; the digest by which they are found."""
    digest = sha256(content).hexdigest()
    known = work.session.connection().execute(
        sa.text("SELECT 1 FROM document_content WHERE sha256 = :sha256"), {"sha256": digest}
    )
    if known.first() is None:
        work.session.connection().execute(_STORE, {"sha256": digest, "size": len(content), "content": content})
    return digest


def _told(request: LinkDocuments, names: Sequence[str], entries: Sequence[CustomerLedgerEntry]) -> str:
    """`Linked remittance.pdf to INV-1 and INV-2`."""
    to = ["the interaction"] if request.interaction_id is not None else []
    to += [entry.document_no or str(entry.entry_no) for entry in entries]
    what = names[0] if len(names) == 1 else f"{len(names)} files"
    return f"Linked {what} to {finding.named(to) or f'customer {request.customer_no}'}"
