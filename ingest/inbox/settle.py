"""Finding what was dropped into an inbox, and telling what has come to rest from what is still being written."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from balagh.errors import FileAccessError, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: Seconds for which a file must keep size and time. Network copies pause for a second or two between blocks; scanners
#: that write page after page into one file pause for longer, and can be waited for with ``--settle``.
SETTLE_SECONDS: Final = 5.0

#: Beginnings of names that are nobody's documents: hidden files (.stfolder, .nfs…), Office's marks of open files.
_PREFIXES: Final = (".", "~$")

#: Ends of names that programs give to what they are still writing.
_SUFFIXES: Final = (".part", ".partial", ".filepart", ".crdownload")

#: Names, in small letters, that NAS systems, macOS, Windows and file systems put into every folder.
_NAMES: Final = frozenset(
    {"@eadir", "#recycle", "#snapshot", "__macosx", "thumbs.db", "desktop.ini", "lost+found"}
)


#: The ledger's integers have a sign; a few file systems give inodes of 64 bits.
_SIGNED: Final = (1 << 63) - 1

_KINDS: Final = {stat.S_IFREG: "file", stat.S_IFLNK: "link", stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What tells a file from others, and from itself before it changed.

    Attributes:
        size: in bytes.
        mtime_ns: when its content changed last, in nanoseconds since 1970.
        inode: which file it is; a rename leaves it as it is. (The device is left out: its number may change at every
            start of the machine.)
    """

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """Take it from what ``stat`` or ``lstat`` says."""
        return cls(size=status.st_size, mtime_ns=status.st_mtime_ns, inode=status.st_ino & _SIGNED)

    @classmethod
    def at(cls, path: Path) -> Stamp | None:
        """Look at `path` itself, not at what it links to; None where there is nothing, or nothing to be seen."""
        try:
            return cls.of(path.lstat())
        except OSError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something in the inbox; nothing of it has been opened.

    Attributes:
        path: where it lies.
        stamp: how it looked.
        ctime_ns: when anything about it changed last; unlike `Stamp.mtime_ns` no program can set it.
        mode: kind and permissions, as ``lstat`` gives them.
    """

    path: Path
    stamp: Stamp
    ctime_ns: int
    mode: int

    @property
    def kind(self) -> str:
        """What it is, in a word, as a message would say it."""
        return _KINDS.get(stat.S_IFMT(self.mode), "device")

    @property
    def changed(self) -> float:
        """When anything about it changed last, in seconds since 1970."""
        return max(self.stamp.mtime_ns, self.ctime_ns) / 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A folder in the inbox that cannot be opened."""

    path: Path
    reason: str


def walk_inbox(inbox: Path, leave: Collection[Path]) -> Iterator[Dropped | Closed]:
    """Give everything under `inbox` that is no folder, in the order of names; nothing is opened, no link followed.

    Folders in `leave` (real paths), and what the names tell to be nobody's document, are left out.

    Raises:
        MissingFileError, FileAccessError: the inbox itself cannot be read.
    """
    try:
        entries = _entries(inbox)
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"{inbox}: the inbox is not there"
        raise MissingFileError(message, hint="is the disk or share mounted?") from error
    except OSError as error:
        message = f"{inbox}: the inbox cannot be read: {error.strerror}"
        raise FileAccessError(message) from error
    waiting = [iter(entries)]
    while waiting:  # by hand: folders may lie deeper than functions can
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry.is_dir(follow_symlinks=False):
            path = Path(entry.path)
            if path not in leave:
                try:
                    waiting.append(iter(_entries(path)))
                except OSError as error:
                    yield Closed(path=path, reason=error.strerror or str(error))
        else:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # taken away since it was listed
            yield Dropped(
                path=Path(entry.path),
                stamp=Stamp.of(status),
                ctime_ns=status.st_ctime_ns,
                mode=status.st_mode,
            )


def is_ignored(name: str) -> bool:
    """Say whether a name tells that this is nobody's document, or not whole yet.

    >>> [is_ignored(name) for name in ("~$note.docx", "scan.pdf.part", "@eaDir", "scan.pdf")]
    [True, True, True, False]
    """
    small = name.lower()
    return small.startswith(_PREFIXES) or small.endswith(_SUFFIXES) or small in _NAMES


class Watch:
    """Tells what is at rest: has kept size and times for `settle` seconds.

    Two ways lead to that. An entry whose times of change lie that far back is at rest. Where they lie in the future,
    or not far enough back, it has to look the same twice, `settle` seconds apart: clocks (a share's, a scanner's) do
    not matter then.

    Args:
        settle: in seconds; 0 takes everything.
        ahead: seconds by which the clock of the inbox's file system is ahead of ours.
    """

    def __init__(self, settle: float, *, ahead: float = 0.0) -> None:
        self.settle = settle
        self.ahead = ahead
        self._seen: dict[Path, tuple[Dropped, float]] = {}

    def sift(self, dropped: Dropped) -> bool:
        """Say whether it is at rest; what is not is remembered."""
        if self.settle <= 0 or time.time() + self.ahead - dropped.changed >= self.settle:
            self._seen.pop(dropped.path, None)
            return True
        now = time.monotonic()
        before, since = self._seen.get(dropped.path, (None, now))
        if before != dropped:
            self._seen[dropped.path] = (dropped, now)
            return False
        if now - since < self.settle:
            return False
        del self._seen[dropped.path]
        return True

    @property
    def waiting(self) -> int:
        """How many were not at rest when they were looked at last."""
        return len(self._seen)

    def keep_only(self, paths: Collection[Path]) -> None:
        """Forget what is not there any more."""
        self._seen = {path: seen for path, seen in self._seen.items() if path in paths}


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(
            (entry for entry in entries if not is_ignored(entry.name)),
            key=lambda entry: os.fsencode(entry.name),
        )
