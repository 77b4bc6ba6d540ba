"""Where an inbox puts what it is done with, and how a file gets there without being lost or laid over another."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from balagh.errors import ArgumentError, DiskFullError, FileAccessError
from balagh.ingest.digest import file_digest
from balagh.ingest.inbox.settle import Stamp

#: The folders that balagh makes in an inbox; they are never scanned.
DONE: Final = "done"
FAILED: Final = "failed"
DUPLICATE: Final = "duplicate"

#: What is added to a file's name for the note beside it.
NOTE_SUFFIX: Final = ".json"

#: Bytes a name may have on Linux's file systems, and those that are left for a counter and the note's suffix.
_LONGEST: Final = 255
_ROOM: Final = 16

#: Bytes copied at a time.
_BLOCK: Final = 1 << 20

#: What a place holds between its being chosen and the file's arrival. After a crash it tells that nothing is lost if
#: it is written over.
PLACEHOLDER: Final = b"balagh keeps this place for a file that it is about to put here\n"

#: What file systems that cannot bring a folder to the disk answer.
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders of an inbox, as real paths.

    Attributes:
        inbox: what is scanned.
        done, failed, duplicate: where files go; inside the inbox unless the user named others.
    """

    inbox: Path
    done: Path
    failed: Path
    duplicate: Path

    @property
    def left_alone(self) -> frozenset[Path]:
        """The folders that are not scanned."""
        return frozenset((self.done, self.failed, self.duplicate))

    def inside(self, source: Path) -> Path:
        """Give the path of `source` below the folder that it lies in: folders within the inbox are kept.

        >>> places = Places(inbox=Path("/i"), done=Path("/i/done"), failed=Path("/i/failed"), duplicate=Path("/d"))
        >>> str(places.inside(Path("/i/2021/a.pdf"))), str(places.inside(Path("/i/failed/timeout/b.pdf")))
        ('2021/a.pdf', 'b.pdf')
        """
        if source.is_relative_to(self.failed):
            return Path(*source.relative_to(self.failed).parts[1:])
        for folder in (self.done, self.duplicate, self.inbox):
            if source.is_relative_to(folder):
                return source.relative_to(folder)
        return Path(source.name)


def settle_places(
    inbox: Path, out: Path, *, done: Path | None, failed: Path | None, duplicate: Path | None
) -> Places:
    """Give the folders of an inbox, resolved; nothing is made.

    Raises:
        ArgumentError: `out` and `inbox` lie in one another, or two folders are one.
    """
    inbox, out = _real(inbox), _real(out)
    if any(_is_same(folder, inbox) for folder in (out, *out.parents)):
        message = f"{out}: the output folder lies in the inbox, whose files would be taken for scans"
        raise ArgumentError(message, hint="give an --out that is not inside the inbox")
    places = Places(
        inbox=inbox,
        done=_real(done or inbox / DONE),
        failed=_real(failed or inbox / FAILED),
        duplicate=_real(duplicate or inbox / DUPLICATE),
    )
    if len({inbox, out, *places.left_alone}) < 5:
        message = "the inbox, the output and the folders for done, failed and duplicate files must be five"
        raise ArgumentError(message)
    for folder in places.left_alone:
        if inbox.is_relative_to(folder):
            message = f"{folder}: the inbox lies in it, and would not be scanned"
            raise ArgumentError(message, hint="give another folder")
    return places


def choose_place(folder: Path, inside: Path) -> Path:
    """Give a free path in `folder` for the file that was at `inside`; so is that of the note beside it.

    The name is kept byte for byte, be it text or not; where it is taken ``x.pdf`` becomes ``x-2.pdf``, and what is too
    long for a note beside it is cut.
    """
    parent = folder / inside.parent
    stem, suffix = _cut(inside.stem, inside.suffix)
    number = 1
    while True:
        place = parent / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        if not os.path.lexists(place) and not os.path.lexists(note_of(place)):
            return place
        number += 1


def note_of(place: Path) -> Path:
    """Give the path of the note beside a file."""
    return place.with_name(place.name + NOTE_SUFFIX)


def put(source: Path, place: Path, stamp: Stamp, digest: str | None) -> bool:
    """Move the file at `source` to `place`, or finish a move that was broken off; say whether it is there.

    On one file system it is a rename. Elsewhere the file is copied, brought to the disk, compared with `digest` (its
    SHA-256; None for what has no bytes, which is only moved by renaming) and renamed into place before `source` is
    removed. No file is ever laid over another. False means that `source` is gone, or is not any more the file that
    `stamp` describes, and that it was left where it is.

    Raises:
        FileAccessError, DiskFullError: it cannot be moved; it is at `source` still.
    """
    if Stamp.at(source) != stamp:
        return Stamp.at(place) == stamp or (
            digest is not None and not source.exists() and file_digest(place, follow=False) == digest
        )
    try:
        _reserve(place)
        try:
            os.replace(source, place)  # noqa: PTH105 - pathlib's own is the same
        except OSError as error:
            if error.errno != errno.EXDEV or digest is None:
                raise
            if not _copy(source, place, digest):
                release(place, stamp)
                return False
        # A place that the ledger takes for filled must be filled after a power cut too.
        _sync(place.parent)
    except OSError as error:
        release(place, stamp)
        raise _unmovable(source, place, error) from error
    return True


def release(place: Path, stamp: Stamp) -> None:
    """Give a place back that was kept and not used; the file with `stamp` that it was kept for may be there already."""
    try:
        if Stamp.at(place) != stamp and _is_kept(place):
            place.unlink()
    except OSError:
        return  # it will be found and used again by whoever finishes the move


def _reserve(place: Path) -> None:
    """Keep a place by a file that says so; what is kept already is ours, left by a run that died.

    Raises:
        OSError: it is taken, or cannot be made.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        if _is_kept(place):
            return
        raise
    with os.fdopen(descriptor, "wb") as file:
        file.write(PLACEHOLDER)


def _is_kept(place: Path) -> bool:
    # One that was torn off while it was written has no bytes: it is ours as well, for its name was free.
    if not stat.S_ISREG(place.lstat().st_mode):
        return False
    with place.open("rb") as file:
        return file.read(len(PLACEHOLDER) + 1) in (PLACEHOLDER, b"")


def _copy(source: Path, place: Path, digest: str) -> bool:
    """Copy to another file system; `source` goes only when the copy is proved. False when it has other bytes now."""
    temporary = place.with_name(f".balagh-{secrets.token_hex(8)}.tmp")
    try:
        with source.open("rb") as origin, temporary.open("xb") as copy:
            while block := origin.read(_BLOCK):
                copy.write(block)
            copy.flush()
            status = os.fstat(origin.fileno())
            os.utime(copy.fileno(), ns=(status.st_atime_ns, status.st_mtime_ns))
            os.fchmod(copy.fileno(), stat.S_IMODE(status.st_mode))
            os.fsync(copy.fileno())
        if file_digest(temporary, follow=False) != digest:
            return False
        temporary.replace(place)
        _sync(place.parent)  # before the source goes
    finally:
        temporary.unlink(missing_ok=True)
    source.unlink()
    return True


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def _cut(stem: str, suffix: str) -> tuple[str, str]:
    """Shorten a name so that a counter and a note's suffix have room; a cut may leave half a letter, as bytes do."""
    if len(os.fsencode(stem + suffix)) + _ROOM <= _LONGEST:
        return stem, suffix
    if len(os.fsencode(suffix)) > _ROOM:
        stem, suffix = stem + suffix, ""
    kept = os.fsencode(stem)[: _LONGEST - _ROOM - len(os.fsencode(suffix))]
    return os.fsdecode(kept.decode("utf-8", "ignore").encode() if _is_text(stem) else kept), suffix


def _is_text(name: str) -> bool:
    return all(not "\udc80" <= letter <= "\udcff" for letter in name)


def _is_same(folder: Path, other: Path) -> bool:
    """Compare by name, and by what is there: a folder may be mounted in two places."""
    try:
        return folder == other or folder.samefile(other)
    except OSError:
        return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _unmovable(source: Path, place: Path, error: OSError) -> FileAccessError:
    message = f"{source}: cannot be moved to {place.parent}: {error.strerror or error}"
    if error.errno in _FULL:
        return DiskFullError(message)
    return FileAccessError(message, hint="check the permissions of both folders, or give --keep")
