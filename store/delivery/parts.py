"""The files of a mail, out of its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.delivery.compose import MailFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rows.mail import AttachmentRow


def files_of(content: bytes, attachments: Sequence[AttachmentRow]) -> tuple[MailFile, ...]:
    """Take the files out of a mail's bytes.

    Args:
        content: The whole message, as it goes over the wire.
        attachments: What the outbox keeps about them, in the mail's order.
    """
    from email import message_from_bytes, policy  # noqa: PLC0415 - start-up: the email package is large

    parts = message_from_bytes(content, policy=policy.SMTP).iter_attachments()
    files = []
    for row, part in zip(attachments, parts, strict=False):
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            files.append(MailFile(row.name, row.media_type, data, row.document, row.entry_no, row.original))
    return tuple(files)
