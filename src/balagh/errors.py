"""Everything balagh can refuse, with the exit code and the advice that belong to it.

::

    BalaghError
    ├── ArgumentError               B001  exit 1
    ├── InputError                  B200  exit 2
    │   ├── UnknownKindError        B201
    │   ├── EmptyInputError         B202
    │   ├── DamagedInputError       B203
    │   ├── OversizeError           B204
    │   └── NoTextError             B205
    ├── MissingDependencyError      B300  exit 3
    ├── FileAccessError             B500  exit 5
    │   ├── MissingFileError        B501
    │   ├── NotAFileError           B502
    │   └── DiskFullError           B503
    ├── BusyError                   B600  exit 75
    ├── EngineError                 B700  exit 7
    │   └── EngineTimeoutError      B701
    ├── EncryptedError              B800  exit 8
    ├── CrashError                  B901  exit 15
    │   └── MemoryLimitError        B903
    ├── TimeLimitError              B904
    └── InternalError               B902

The exit codes are those of OCRmyPDF where it has one.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the program tells the shell."""

    OK = 0
    BAD_ARGUMENTS = 1
    BAD_INPUT = 2
    MISSING_DEPENDENCY = 3
    FILE_ACCESS = 5
    ENGINE_FAILED = 7
    ENCRYPTED = 8
    OTHER = 15
    SOME_FAILED = 16
    BUSY = 75
    INTERRUPTED = 130


class BalaghError(Exception):
    """The root of the tree: something the user can read and act on.

    Args:
        message: what happened, naming the file.
        hint: what to try; the class's own hint when left out.

    Attributes:
        exit_code: what the program tells the shell when this ends it.
        code: the error's number, for programs.
        reason: why a file failed, in a word that can be a folder's name.
        passing: whether the same file may well be read another time, with nothing changed in it.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.OTHER
    code: ClassVar[str] = "B000"
    reason: ClassVar[str] = "error"
    passing: ClassVar[bool] = False
    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # An error crosses from a worker process to the parent by pickling: keep the hint too.
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[BalaghError], message: str, hint: str) -> BalaghError:
    return kind(message, hint=hint)


class ArgumentError(BalaghError):
    """A setting or argument that cannot be used."""

    exit_code = ExitCode.BAD_ARGUMENTS
    code = "B001"
    reason = "argument"


class InputError(BalaghError):
    """A file whose content cannot be read."""

    exit_code = ExitCode.BAD_INPUT
    code = "B200"
    reason = "bad-input"


class UnknownKindError(InputError):
    """The bytes are of no kind that balagh reads."""

    code = "B201"
    reason = "unknown-kind"
    hint = "give a PDF, DOCX, PNG, JPEG, TIFF, WebP, BMP, GIF or plain-text file"


class EmptyInputError(InputError):
    """The file has no bytes, or no page."""

    code = "B202"
    reason = "empty"
    hint = "copy or scan it again: nothing is in it"


class DamagedInputError(InputError):
    """The file is of a known kind but breaks off or contradicts itself."""

    code = "B203"
    reason = "damaged"
    hint = "copy or scan it again: its content is cut off or broken"


class OversizeError(InputError):
    """A page larger than the limit."""

    code = "B204"
    reason = "too-large"
    hint = "scan at 300 dpi, or raise the limit with --max-megapixels"


class NoTextError(InputError):
    """The pages were read and no text was on any of them."""

    code = "B205"
    reason = "no-text"
    hint = "look at the scan: is it blank, a photograph, or far too dark or pale?"


class MissingDependencyError(BalaghError):
    """A program or model that is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY
    code = "B300"
    reason = "missing-program"
    passing = True
    hint = "run 'balagh doctor' to see what is missing and how to get it"


class FileAccessError(BalaghError):
    """A file or folder that cannot be opened or written."""

    exit_code = ExitCode.FILE_ACCESS
    code = "B500"
    reason = "no-access"
    passing = True
    hint = "check the permissions and the free space"


class MissingFileError(FileAccessError):
    """A path that leads nowhere."""

    # OCRmyPDF answers a missing input with its input-file code as well.
    exit_code = ExitCode.BAD_INPUT
    code = "B501"
    reason = "missing"
    passing = True
    hint = "check the spelling of the path"


class NotAFileError(FileAccessError):
    """A folder, a pipe or a device where a file is wanted."""

    code = "B502"
    reason = "not-a-file"
    passing = False
    hint = "give a regular file"


class DiskFullError(FileAccessError):
    """No room, or no quota, for the output."""

    code = "B503"
    reason = "disk-full"
    hint = "make room on the disk, then run again: what was done is kept"


class BusyError(BalaghError):
    """Another run is at work in the same folder."""

    # sysexits.h's EX_TEMPFAIL: a service manager or cron may simply try again.
    exit_code = ExitCode.BUSY
    code = "B600"
    reason = "busy"
    passing = True
    hint = "wait until it is done; should it hang, end that process: the lock goes with it"


class EngineError(BalaghError):
    """The recognition engine crashed, hung or answered nonsense."""

    exit_code = ExitCode.ENGINE_FAILED
    code = "B700"
    reason = "engine"
    hint = "run 'balagh doctor', then again with -v for what the engine printed"


class EngineTimeoutError(EngineError):
    """One call of the recognition engine took longer than it may."""

    code = "B701"
    reason = "timeout"
    passing = True
    hint = "the machine may have been busy: run again, or raise the limit with --engine-seconds"


class EncryptedError(BalaghError):
    """A document behind a password."""

    exit_code = ExitCode.ENCRYPTED
    code = "B800"
    reason = "encrypted"
    hint = "give its password with --password, or as passwords=[...] in Python"


class CrashError(BalaghError):
    """The process that read this file died."""

    code = "B901"
    reason = "crash"
    passing = True
    hint = (
        "the rest was read; try this file alone with --max-megapixels lowered, and report it if it dies again"
    )


class MemoryLimitError(CrashError):
    """Reading this file took more memory than it may, or than there is."""

    code = "B903"
    reason = "memory"
    hint = "try this file alone with --max-megapixels lowered, or raise the limit with --max-memory"


class TimeLimitError(BalaghError):
    """A document, or one page of it, took longer than it may."""

    code = "B904"
    reason = "timeout"
    passing = True
    hint = "look at the file; or raise the limit with --page-seconds or --document-seconds"


class InternalError(BalaghError):
    """An exception nobody foresaw: a fault of balagh, not of the file."""

    code = "B902"
    reason = "internal"
    hint = "this is a fault in balagh: run again with -v for the details and report them"
