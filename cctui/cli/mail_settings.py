"""The table `[mail]` of the configuration, and the variables `CCTUI_MAIL_*` that count more than it (S47)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from cctui.cli.problems import ExitCode, Problem

if TYPE_CHECKING:
    from store.delivery.smtp_settings import MailSettings

_PREFIX: Final = "CCTUI_MAIL_"


def read_mail(path: str, table: object) -> MailSettings | None:
    """Put the mail settings together; None where nothing is configured.

    Args:
        path: Of the configuration's file.
        table: What the file has under `mail`; None where it has nothing.

    Raises:
        Problem: A key or value is wrong (exit code 2): its sentence names file or variable, key and what is valid.
    """
    if table is None and not any(name.startswith(_PREFIX) for name in os.environ):
        return None
    from store.delivery.smtp_settings import KEYS, MailSettingError, mail_settings  # noqa: PLC0415 - start-up

    in_file = _checked(path, table, KEYS)
    variables = _variables(KEYS)
    if not in_file and not variables:
        return None
    try:
        return mail_settings(in_file | variables)
    except MailSettingError as error:
        where = f"{_PREFIX}{error.key.upper()}" if error.key in variables else f"{path}: mail.{error.key}"
        raise Problem(ExitCode.USAGE, f"{where} {error}") from error


def mail_origins(path: str, table: object) -> dict[str, str]:
    """Tell where each key of the mail settings comes from: a variable, the file's path, or `default`."""
    from store.delivery.smtp_settings import KEYS  # noqa: PLC0415 - start-up

    in_file = table if isinstance(table, dict) else {}
    return (
        dict.fromkeys(KEYS, "default")
        | dict.fromkeys(in_file, path)
        | {key: f"{_PREFIX}{key.upper()}" for key in _variables(KEYS)}
    )


def _variables(keys: tuple[str, ...]) -> dict[str, object]:
    names = {key: f"{_PREFIX}{key.upper()}" for key in keys}
    return {key: os.environ[name] for key, name in names.items() if os.environ.get(name)}


def _checked(path: str, table: object, keys: tuple[str, ...]) -> dict[str, object]:
    if table is None:
        return {}
    if not isinstance(table, dict):
        raise Problem(ExitCode.USAGE, f'{path}: mail is a table: write [mail], then lines such as host = "localhost".')
    for key in table:
        if key == "password":
            raise Problem(
                ExitCode.USAGE,
                f"{path}: mail.password: a password does not belong here; give password_command, password_file, or"
                " CCTUI_MAIL_PASSWORD in the environment.",
            )
        if key not in keys:
            from cctui.cli.settings import nearest  # noqa: PLC0415 - only for the sentence

            raise Problem(ExitCode.USAGE, f"{path}: “mail.{key}” is no key; did you mean “{nearest(key, keys)}”?")
    return dict(table)
