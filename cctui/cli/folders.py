"""Folders beside the configuration, and where reports of faults go."""

from __future__ import annotations

from pathlib import Path

from cctui.cli.settings import config_file


def log_folder() -> Path:
    """Where reports of faults go, private to the user; it may not exist."""
    import platformdirs  # noqa: PLC0415 - start-up

    return Path(platformdirs.user_state_dir("cctui", appauthor=False))


def template_folder() -> Path:
    """Where a user's own templates of documents are looked for (S47); it may not exist."""
    return config_file().parent / "templates"


def profile_folder() -> Path:
    """Where a user's own profiles of other ledgers' files are looked for; it may not exist."""
    return config_file().parent / "profiles"
