"""Folders beside the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.settings import config_file

if TYPE_CHECKING:
    from pathlib import Path


def template_folder() -> Path:
    """Where a user's own templates of documents are looked for (S47); it may not exist."""
    return config_file().parent / "templates"


def profile_folder() -> Path:
    """Where a user's own profiles of other ledgers' files are looked for; it may not exist."""
    return config_file().parent / "profiles"
