"""Files that are there whole or not at all, whenever the process is killed."""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from typing import Iterator, List, Mapping, Tuple

_ABANDONED_AFTER_SECONDS = 3600.0


def write_atomic(path: str, content: bytes, flush: bool = False) -> None:
    """Writes under a hidden temporary name in the same folder, then renames. flush: also survive a power cut."""
    write_together({path: content}, flush)


def write_together(contents: Mapping[str, bytes], flush: bool = False) -> None:
    """Writes several files; none of them is put in its place before all are written, then in the order given."""
    written: List[Tuple[str, str]] = []
    try:
        for path, content in contents.items():
            temporary = _temporary_name(path)
            written.append((temporary, path))
            # Not mkstemp: its files are readable by their owner only.
            with open(temporary, "xb") as stream:
                stream.write(content)
                if flush:
                    stream.flush()
                    os.fsync(stream.fileno())
        for temporary, path in written:
            os.replace(temporary, path)
    except BaseException:
        for temporary, _ in written:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise


def _temporary_name(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{uuid.uuid4().hex[:12]}.tmp")


def remove_abandoned(path: str) -> None:
    """Removes what killed processes left of earlier writes of this file; that of running ones is younger."""
    folder, name = os.path.split(path)
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder or "."):
            if entry.name.startswith(f".{name}.") and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
                        os.unlink(entry.path)


@contextlib.contextmanager
def one_at_a_time(folder: str) -> Iterator[None]:
    """Other processes that change files of this folder wait. Where the file system has no locks, nobody waits."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
