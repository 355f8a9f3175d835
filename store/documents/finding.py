"""Templates: those that come with the program, and a user's own, copied from them and changed (S47)."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

BUNDLED: Final = Path(__file__).parent / "templates"
"""The folder of the templates that come with the program."""
WORDS: Final = "words.json"
_NAME: Final = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}"


class DocumentError(ValueError):
    """A document that cannot be made; the text is a sentence for the user."""


def template_file(name: str, folder: Path | None) -> Path:
    """Find a template by its name without its ending, in the user's folder first.

    Args:
        name: As setup has it, or the document's own.
        folder: The user's templates; None or a missing folder has none.

    Raises:
        DocumentError: It is no name of a template, or there is none of that name.
    """
    if not re.fullmatch(_NAME, name):
        raise DocumentError(f"“{name[:30]}” is no name of a template: use letters, digits, - and _ alone.")
    own = [folder / f"{name}.typ"] if folder else []
    for path in (*own, BUNDLED / f"{name}.typ"):
        if path.is_file() and path.stem != "common":
            return path
    raise DocumentError(
        f"There is no template “{name}”: choose one of {', '.join(template_names(folder))},"
        " or make your own with 'cctui templates'."
    )


def template_names(folder: Path | None) -> list[str]:
    """List the names that a document type code may have as its template, the user's own included."""
    folders = [each for each in (folder, BUNDLED) if each and each.is_dir()]
    found = {path.stem for each in folders for path in each.glob("*.typ") if re.fullmatch(_NAME, path.stem)}
    return sorted(found - {"common"})


def words_of(language: str, folder: Path | None) -> dict[str, str]:
    """Give the words of a language by name: the user's own where there are any, else the program's, else English ones.

    Args:
        language: One of `rules.languages.LANGUAGES`, or another that the user's words have.
        folder: The user's templates.

    Raises:
        DocumentError: The user's words cannot be read.
    """
    bundled = _bundled_words()
    words = bundled["en"] | bundled.get(language, {})
    path = folder / WORDS if folder else None
    return words | _own_words(path, language) if path and path.is_file() else words


def copy_templates(folder: Path, *, again: bool = False) -> tuple[list[Path], list[Path]]:
    """Copy the bundled templates and words for a user to change; what is there stays unless `again`.

    Args:
        folder: The user's templates; it is made where it is missing.
        again: Write over what is there.

    Returns:
        The files that were written, and those that were left as they are.

    Raises:
        DocumentError: The folder or a file cannot be written.
    """
    written: list[Path] = []
    left: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in sorted(each for each in BUNDLED.iterdir() if each.suffix in {".typ", ".json"}):
            target = folder / source.name
            if target.exists() and not again:
                left.append(target)
                continue
            target.write_bytes(source.read_bytes())
            written.append(target)
    except OSError as error:
        raise DocumentError(f"The templates cannot be written to {folder}: {error.strerror}.") from error
    return written, left


@lru_cache(maxsize=1)
def _bundled_words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads((BUNDLED / WORDS).read_text("utf-8"))
    return words


def _own_words(path: Path, language: str) -> dict[str, str]:
    try:
        own = json.loads(path.read_text("utf-8"))
        found = own.get(language, {})
        return {str(name): str(text) for name, text in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise DocumentError(f"{path} cannot be read: it must be JSON, a language each with its words.") from error
