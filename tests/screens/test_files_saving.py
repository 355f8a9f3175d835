"""Files that are saved: nothing is left of one that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens import files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have_leaves_nothing(tmp_path: Path, name: str, *, overwrite: bool) -> None:
    with pytest.raises(files.FileProblem):
        files.save(str(tmp_path / name), "x.pdf", b"x", overwrite=overwrite)
    assert list(tmp_path.iterdir()) == []
