"""What kind of file system a store lies on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NETWORK: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})
"""Where SQLite's shared memory does not work."""


def file_system(path: Path, mounts: str = "/proc/mounts") -> str:
    """Tell the kind of file system under a path, such as `ext4`; empty where the host does not say.

    Args:
        path: A file or folder, there or not.
        mounts: Where the host lists what is mounted.
    """
    try:
        lines = Path(mounts).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    place = str(path.resolve())
    for line in lines:
        mount, system = line.split()[1:3]
        mount = mount.replace("\\040", " ")
        below = place == mount or place.startswith(mount.rstrip("/") + "/")
        if below and len(mount) >= len(best):
            best, kind = mount, system
    return kind
