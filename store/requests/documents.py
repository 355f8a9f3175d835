"""Changes of document links (rule 16, S45, S46)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from store.requests.base import Request


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file as it was read from disk; its name is data, never a path."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class LinkDocuments(Request):
    """Store files and link them; result: ids of the links (tuple of int).

    Refused for a file that is empty or larger than 25 MiB, a blank name, a program or a script, and a name that says
    another kind than the bytes. Where setup copies links to entries, each file is linked to the selected entries as
    well (S46). A refusal holds nothing else back: the file is still where it was, and linked again.
    """

    command: ClassVar[str] = "documents.link_documents"
    undoable: ClassVar[bool] = True

    customer_no: str
    files: tuple[FileGiven, ...]
    interaction_id: str | None = None
    entry_nos: tuple[int, ...] = ()
    """The selected entries; with an interaction they are linked only where setup says so."""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class UnlinkDocument(Request):
    """Take a link away; the file's bytes stay."""

    command: ClassVar[str] = "documents.unlink_document"
    undoable: ClassVar[bool] = True

    link_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DescribeDocument(Request):
    """Change a link's description."""

    command: ClassVar[str] = "documents.describe_document"
    undoable: ClassVar[bool] = True

    link_id: int
    version: int
    description: str


@dataclass(frozen=True, kw_only=True)
class SetLogo(Request):
    """Let a picture be the company's logo on documents (S47); refused where it is no PNG, JPEG or plain SVG."""

    command: ClassVar[str] = "logo.set_logo"
    undoable: ClassVar[bool] = True

    content: bytes | None = field(repr=False)
    """The picture's bytes; None removes the logo."""
