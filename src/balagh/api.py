"""The calls of the library: read one document, read many, repair a text."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict

from balagh.errors import ArgumentError
from balagh.settings import Settings, parse_languages, parse_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Unpack

    from balagh.model import Document
    from balagh.model.repaired import Repaired
    from balagh.pipelines.structure.authority import Authorities
    from balagh.runner import Result


class Choices(TypedDict, total=False):
    """The settings that `read` and `read_many` take by keyword; `balagh.Settings` says what each one does.

    `languages` is ``"fra+ara+zgh"`` or an iterable of names; `pages` is ``"1-3,7"``, one number or several;
    `authority` is a file of institutions (YAML or JSON); `passwords` is one password or several.
    """

    languages: str | Iterable[str]
    pages: str | int | Iterable[int] | None
    max_megapixels: float
    max_unpacked_mb: int
    engine_timeout: float
    previews: bool
    transliterate: bool
    authority: str | PathLike[str] | None
    passwords: str | Iterable[str]


def make_settings(choices: Choices) -> Settings:
    """Give the frozen settings for what the caller chose.

    Raises:
        ArgumentError: a value that cannot be used.
        TypeError: a keyword that is no setting.
    """
    values: dict[str, object] = dict(choices)
    if "languages" in choices:
        chosen = choices["languages"]
        values["languages"] = parse_languages(chosen) if isinstance(chosen, str) else tuple(chosen)
    if "pages" in choices:
        values["pages"] = _page_numbers(choices["pages"])
    if (authority := choices.get("authority")) is not None:
        values["authority"] = Path(authority)
    if "passwords" in choices:
        words = choices["passwords"]
        values["passwords"] = (words,) if isinstance(words, str) else tuple(words)
    return Settings(**values)  # type: ignore[arg-type]  # Settings itself refuses what does not fit


def read(
    source: str | PathLike[str] | bytes | BinaryIO | Sequence[str | PathLike[str] | bytes],
    **choices: Unpack[Choices],
) -> Document:
    """Read one document: a path, the bytes of a file, or a file opened in binary mode.

    Args:
        source: what to read. A list or tuple holds the files of one document, such as photos of its pages, in order;
            a folder in it stands for the files in that folder.
        **choices: settings, such as ``languages="fra+ara"`` or ``pages="1-3"``.

    Raises:
        BalaghError: the document cannot be read; the message says why and what to do.
    """
    if isinstance(source, list | tuple):
        return read_joined(source, make_settings(choices))
    return read_source(source, make_settings(choices))  # type: ignore[arg-type]  # other sequences are refused there


def read_many(
    paths: Iterable[str | PathLike[str]], *, jobs: int = 1, **choices: Unpack[Choices]
) -> Iterator[Result]:
    """Read many files, yielding a `Result` for each as it finishes; a failure is a value, not an exception.

    `paths` may be a generator of any length: files are taken from it only as they can be read, and results
    are not piled up. With `jobs` above 1 that many processes work side by side, results come in order of
    completion, and a file that kills its process costs only itself. Leaving the loop early stops the
    processes.

    Raises:
        ArgumentError: at once, for a setting that cannot be used or a single path where several are wanted.
    """
    if isinstance(paths, (str, bytes, PathLike)):
        message = f"read_many takes several paths, not the one path {paths!r}"
        raise ArgumentError(message, hint="put it in a list, or pass Path(folder).iterdir() for a folder")
    if jobs < 1:
        message = f"jobs must be at least 1, not {jobs}"
        raise ArgumentError(message)
    from balagh.runner import run_many  # keeps read() free of the process machinery

    return run_many((Path(path) for path in paths), jobs=jobs, settings=make_settings(choices))


def repair_text(text: str, *, authority: str | PathLike[str] | Authorities | None = None) -> Repaired:
    """Repair a text that another program has made, and account for every change.

    Line ends and blanks stay as they are. What is not sure is only proposed (`applied` false in `Repaired.repairs`);
    digits, dates, amounts, phone numbers and addresses are never guessed.

    Args:
        text: any text; lines are taken one by one, headers with their neighbours.
        authority: a file of institutions (YAML or JSON) to be used with the shipped ones.

    Raises:
        ArgumentError: `text` is no string.
        BalaghError: the authority file cannot be read.
    """
    if not isinstance(text, str):
        message = f"repair_text takes a text, not {type(text).__name__}"
        raise ArgumentError(message, hint="pass a str; balagh.read() takes files and bytes")
    names = authorities_of(authority)
    # The models load with the first text.
    from balagh.pipelines.repair.text import repair_whole

    return repair_whole(text, names)


def authorities_of(authority: str | PathLike[str] | Authorities | None) -> Authorities:
    """Give the institutions in use, with those of a file that the caller named; raises `BalaghError` for a bad file."""
    from balagh.pipelines.structure.authority import authorities

    if authority is None:
        return authorities()
    if isinstance(authority, str | PathLike):
        from balagh.pipelines.structure.authority_file import load_authority

        return load_authority(Path(authority))
    return authority


def read_source(source: str | PathLike[str] | bytes | BinaryIO, settings: Settings) -> Document:
    """Read one document with settings that are already made; raises `BalaghError` as `read` does."""
    from balagh.ingest import open_source  # the readers are heavy: loaded when the first document is read

    opened = open_source(source, settings=settings)
    from balagh.pipelines import communique  # heavier still: not needed to say that a file is missing

    return communique.read_source(opened, settings)


def read_joined(
    sources: Sequence[str | PathLike[str] | bytes], settings: Settings, name: str | None = None
) -> Document:
    """Read several files as one document called `name`; raises `BalaghError` as `read` does."""
    from balagh.ingest import open_joined  # as in read_source

    opened = open_joined(sources, name=name, settings=settings)
    from balagh.pipelines import communique

    return communique.read_source(opened, settings)


def _page_numbers(pages: str | int | Iterable[int] | None) -> frozenset[int] | None:
    if pages is None:
        return None
    if isinstance(pages, str):
        return parse_pages(pages)
    numbers = frozenset((pages,)) if isinstance(pages, int) else frozenset(pages)
    if not numbers or min(numbers) < 1:
        message = f"page numbers count from 1: {sorted(numbers)}"
        raise ArgumentError(message, hint="leave pages out to read them all")
    return numbers
