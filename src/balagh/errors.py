"""Everything balagh can refuse, with the exit code and the advice that belong to it.

::

    BalaghError
    ├── ArgumentError          B001  exit 1
    ├── InputError             B200  exit 2
    │   ├── UnknownKindError   B201
    │   ├── EmptyInputError    B202
    │   ├── DamagedInputError  B203
    │   ├── OversizeError      B204
    │   └── NoTextError        B205
    ├── MissingDependencyError B300  exit 3
    ├── FileAccessError        B500  exit 5
    │   └── MissingFileError   B501
    ├── EngineError            B700  exit 7
    └── EncryptedError         B800  exit 8

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
    INTERRUPTED = 130


class BalaghError(Exception):
    """The root of the tree: something the user can read and act on.

    Args:
        message: what happened, naming the file.
        hint: what to try; the class's own hint when left out.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.OTHER
    code: ClassVar[str] = "B000"
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


class InputError(BalaghError):
    """A file whose content cannot be read."""

    exit_code = ExitCode.BAD_INPUT
    code = "B200"


class UnknownKindError(InputError):
    """The bytes are of no kind that balagh reads."""

    code = "B201"
    hint = "give a PDF, DOCX, PNG, JPEG, TIFF, WebP, BMP, GIF or plain-text file"


class EmptyInputError(InputError):
    """The file has no bytes, or no page."""

    code = "B202"
    hint = "copy or scan it again: nothing is in it"


class DamagedInputError(InputError):
    """The file is of a known kind but breaks off or contradicts itself."""

    code = "B203"
    hint = "copy or scan it again: its content is cut off or broken"


class OversizeError(InputError):
    """A page larger than the limit."""

    code = "B204"
    hint = "scan at 300 dpi, or raise the limit with --max-megapixels"


class NoTextError(InputError):
    """The pages were read and no text was on any of them."""

    code = "B205"
    hint = "look at the scan: is it blank, a photograph, or far too dark or pale?"


class MissingDependencyError(BalaghError):
    """A program or model that is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY
    code = "B300"
    hint = "run 'balagh doctor' to see what is missing and how to get it"


class FileAccessError(BalaghError):
    """A file or folder that cannot be opened or written."""

    exit_code = ExitCode.FILE_ACCESS
    code = "B500"
    hint = "check the permissions and the free space"


class MissingFileError(FileAccessError):
    """A path that leads nowhere."""

    # OCRmyPDF answers a missing input with its input-file code as well.
    exit_code = ExitCode.BAD_INPUT
    code = "B501"
    hint = "check the spelling of the path"


class EngineError(BalaghError):
    """The recognition engine crashed, hung or answered nonsense."""

    exit_code = ExitCode.ENGINE_FAILED
    code = "B700"
    hint = "run 'balagh doctor', then again with -v for what the engine printed"


class EncryptedError(BalaghError):
    """A document behind a password."""

    exit_code = ExitCode.ENCRYPTED
    code = "B800"
    hint = "give its password with --password, or as passwords=[...] in Python"
