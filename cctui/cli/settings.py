"""Configuration: flags, else `CCTUI_*`, else `$XDG_CONFIG_HOME/cctui/config.toml`, else defaults."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from cctui.cli.mail_settings import mail_origins, read_mail
from cctui.cli.problems import ExitCode, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from store.delivery.smtp_settings import MailSettings

DateOrder = Literal["dmy", "mdy", "ymd"]
PhoneLink = Literal["tel", "teams", "none"]

_ORDERS: Final = ("dmy", "mdy", "ymd")
_MARKS: Final = (".", ",")
_PHONE_LINKS: Final = ("tel", "teams", "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a program goes by, from its start to its end."""

    db: str
    """URL of a PostgreSQL store, or the path of an SQLite file."""
    work_date: date
    """The program's today."""
    read_only: bool = False
    date_order: DateOrder | Literal[""] = ""
    """How typed dates of digits are read, and how pages show dates; empty: as setup says."""
    decimal_mark: str = "."
    """Of typed and shown amounts: `.` or `,`."""
    lcy: str = ""
    """Code of the company's own currency, for the first import."""
    mouse: bool = True
    """Off by default over SSH."""
    dial: str = ""
    """Command that dials, `{phone}` for the number; empty: a link in the controller's own terminal does."""
    phone_link: PhoneLink = "tel"
    """What a phone number links to where no command dials: `tel:`, a call in Teams, or nothing."""
    viewer: str = ""
    """Command that shows a document, `{file}` for its copy; empty: the desktop's own, where there is a desktop."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Key remapping: action id to keys with commas between."""
    mail: MailSettings | None = None
    """The mail server; None where none is configured."""

    @property
    def thousands(self) -> str:
        """Mark between groups of three digits in what is shown."""
        return "." if self.decimal_mark == "," else ","


_KEYS: Final = tuple(each.name for each in fields(Settings) if each.name != "read_only")
_TABLES: Final = ("keys", "mail")
"""Keys of the file that are tables of their own."""


def config_file() -> Path:
    """Where the configuration is looked for."""
    return _folder("XDG_CONFIG_HOME", ".config") / "config.toml"


def default_db() -> str:
    """The SQLite file that is used where nothing else is asked for."""
    return str(_folder("XDG_DATA_HOME", ".local/share") / "books.db")


def load(*, db: str | None = None, work_date: str | None = None, read_only: bool = False) -> Settings:
    """Put the configuration together.

    Args:
        db: The flag `--db`.
        work_date: The flag `--work-date`, as people type dates, counted from the host's date.
        read_only: The flag `--read-only`.

    Raises:
        Problem: A key or value is wrong (exit code 2): its sentence names file or variable, key and what is valid.
    """
    today = date.today()  # noqa: DTZ011 - the host's own date is meant
    settings = Settings(db="", work_date=today, mouse="SSH_CONNECTION" not in os.environ)
    path, in_file = _from_file(config_file())
    mail = read_mail(path, in_file.pop("mail", None))
    for source, values in ((path, in_file), _from_environment(), _from_flags(db, work_date)):
        settings = _with(settings, values, source, today)
    return replace(settings, db=settings.db or default_db(), read_only=read_only, mail=mail)


def origins(flags: Collection[str]) -> dict[str, str]:
    """Tell where each field of the settings comes from: a flag, a variable, the file's path, or `default`.

    Those of the table `mail` are told as `mail.host` and so on.

    Args:
        flags: The fields that flags were given for.
    """
    path, in_file = _from_file(config_file())
    mail = {f"mail.{key}": origin for key, origin in mail_origins(path, in_file.pop("mail", None)).items()}
    return mail | (
        dict.fromkeys((each.name for each in fields(Settings)), "default")
        | dict.fromkeys(in_file, path)
        | {key: _named("environment", key) for key in _from_environment()[1]}
        | {key: _named("command line", key) for key in flags}
    )


def _folder(variable: str, below_home: str) -> Path:
    given = os.environ.get(variable, "")
    return (Path(given) if Path(given).is_absolute() else Path.home() / below_home) / "cctui"


def _from_file(path: Path) -> tuple[str, dict[str, Any]]:
    if not path.is_file():
        return str(path), {}
    import tomllib  # noqa: PLC0415 - only where there is a configuration

    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problem(ExitCode.USAGE, f"{path} cannot be read: {error}.") from error
    for key in values:
        if key not in _KEYS:
            raise Problem(ExitCode.USAGE, f"{path}: “{key}” is no key; did you mean “{nearest(key, _KEYS)}”?")
    return str(path), values


def _from_environment() -> tuple[str, dict[str, Any]]:
    names = {f"CCTUI_{key.upper()}": key for key in _KEYS if key not in _TABLES}
    return "environment", {key: os.environ[name] for name, key in names.items() if os.environ.get(name)}


def _from_flags(db: str | None, work_date: str | None) -> tuple[str, dict[str, Any]]:
    given = {"db": db, "work_date": work_date}
    return "command line", {key: value for key, value in given.items() if value is not None}


def _with(settings: Settings, values: dict[str, Any], source: str, today: date) -> Settings:
    read: dict[str, Any] = {}
    order = cast("DateOrder | Literal['']", _choice(values, "date_order", _ORDERS, source)) or settings.date_order
    for key, value in values.items():
        if key == "work_date":
            read[key] = _work_date(value, today, order or "dmy", source)
        elif key == "decimal_mark":
            read[key] = _choice(values, key, _MARKS, source)
        elif key == "phone_link":
            read[key] = _choice(values, key, _PHONE_LINKS, source)
        elif key == "dial":
            read[key] = _dial(value, source)
        elif key == "mouse":
            read[key] = _switch(value, key, source)
        elif key == "keys":
            read[key] = _keys(value, source)
        elif not isinstance(value, str) or not value.strip():
            raise Problem(ExitCode.USAGE, f"{_named(source, key)} is not a text: write it in quotes.")
        else:
            read[key] = value.strip()
    read["date_order"] = order
    if "lcy" in read:
        read["lcy"] = read["lcy"].upper()
    return replace(settings, **read)


def _work_date(value: object, today: date, order: DateOrder, source: str) -> date:
    if isinstance(value, date):
        return value
    from store.rules.dates import DateError, parse_date  # noqa: PLC0415 - start-up

    try:
        return parse_date(str(value), today, order=order)
    except DateError as error:
        raise Problem(ExitCode.USAGE, f"{_named(source, 'work_date')}: {error}") from error


def _choice(values: dict[str, Any], key: str, valid: tuple[str, ...], source: str) -> str:
    value = values.get(key)
    if value is not None and value not in valid:
        choices = " or ".join(f"“{each}”" for each in valid)
        raise Problem(ExitCode.USAGE, f"{_named(source, key)} cannot be “{value}”: choose {choices}.")
    return str(value) if value else ""


def _switch(value: object, key: str, source: str) -> bool:
    known = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
    found = known.get(str(value).casefold())
    if found is None:
        raise Problem(ExitCode.USAGE, f"{_named(source, key)} cannot be “{value}”: choose true or false.")
    return found


def _dial(value: object, source: str) -> str:
    """A command with a place for the number; it is run without a shell."""
    import shlex  # noqa: PLC0415 - only where a command is configured

    try:
        words = shlex.split(value) if isinstance(value, str) else []
    except ValueError:
        words = []
    if len(words) < 2 or not any("{phone}" in word for word in words[1:]):  # noqa: PLR2004 - command and number
        example = "such as “linphonecsh dial {phone}”"
        raise Problem(ExitCode.USAGE, f"{_named(source, 'dial')} is no command with {{phone}} in it, {example}.")
    return str(value).strip()


def _keys(value: object, source: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise Problem(
            ExitCode.USAGE,
            f'{_named(source, "keys")} is a table of actions and their keys, such as update_entries = "u,f8".',
        )
    return dict(value)


def _named(source: str, key: str) -> str:
    if source == "command line":
        return f"--{key.replace('_', '-')}"
    return f"CCTUI_{key.upper()}" if source == "environment" else f"{source}: {key}"


def nearest(typed: str, valid: tuple[str, ...]) -> str:
    """The valid word that is most like what was typed."""
    from difflib import get_close_matches  # noqa: PLC0415 - start-up

    return (get_close_matches(typed, valid, n=1, cutoff=0.0) or list(valid))[0]
