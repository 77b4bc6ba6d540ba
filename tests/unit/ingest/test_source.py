from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from balagh.errors import (
    ArgumentError,
    BalaghError,
    EmptyInputError,
    ExitCode,
    FileAccessError,
    MissingFileError,
    OversizeError,
)
from balagh.ingest import open_source
from balagh.ingest import source as source_module
from balagh.settings import Settings

if TYPE_CHECKING:
    from typing import BinaryIO

    from balagh.ingest import OpenedSource

TEXT = b"Rabat, le 14 mars 2023\n"


def opened(source: str | os.PathLike[str] | bytes | BinaryIO, name: str | None = None) -> OpenedSource:
    return open_source(source, name=name, settings=Settings())


def test_a_source_is_a_path_a_string_bytes_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "بلاغ 1.txt"
    path.write_bytes(TEXT)
    with path.open("rb") as file:
        sources = [opened(path), opened(str(path)), opened(file), opened(TEXT), opened(io.BytesIO(TEXT))]
    assert [source.name for source in sources] == ["بلاغ 1.txt"] * 3 + ["document"] * 2
    for source in sources:
        assert source.sha256 == hashlib.sha256(TEXT).hexdigest()
        assert source.size == len(TEXT)
        assert [sheet.text for sheet in source.sheets()] == [TEXT.decode()]


def test_a_given_name_is_used(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(TEXT)
    assert opened(tmp_path / "x.txt", "letter").name == "letter"
    assert opened(TEXT, "letter").name == "letter"


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(TEXT)
    for path in (tmp_path / "gone.pdf", tmp_path / "file" / "below"):
        with pytest.raises(MissingFileError, match="no such file") as caught:
            opened(path)
        assert str(path) in str(caught.value)
        assert caught.value.exit_code is ExitCode.BAD_INPUT
    with pytest.raises(MissingFileError):
        opened("a\x00b")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="this is a folder"):
        opened(tmp_path)


def test_a_device_is_no_file() -> None:
    with pytest.raises(FileAccessError, match="device"):
        opened("/dev/zero")


def test_a_forbidden_file_is_an_access_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything: the refusal is made here.
    path = tmp_path / "secret.txt"
    path.write_bytes(TEXT)

    def refuse(self: Path, mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied", str(self), mode)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileAccessError, match=r"secret\.txt: reading it is not permitted"):
        opened(path)


def test_a_disk_error_is_an_access_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(TEXT)

    def fail(self: Path, mode: str) -> BinaryIO:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(FileAccessError, match="Input/output error"):
        opened(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.touch()
    with pytest.raises(EmptyInputError, match=r"empty\.pdf: the file is empty"):
        opened(path)
    with pytest.raises(EmptyInputError):
        opened(b"")


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_FILE_BYTES", 10)
    with pytest.raises(OversizeError, match="split it"):
        opened(TEXT)


def test_a_file_opened_as_text_is_a_wrong_argument() -> None:
    with pytest.raises(ArgumentError, match="'rb'"):
        opened(cast("BinaryIO", io.StringIO("text")))
    with pytest.raises(ArgumentError, match="int"):
        opened(cast("BinaryIO", 5))


def test_a_named_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    try:
        os.write(writer, TEXT)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    finally:
        os.close(writer)
    with open(reader, "rb") as file:  # noqa: PTH123 - a descriptor has no path
        assert opened(file).size == len(TEXT)


def test_every_refusal_is_one_of_ours_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for source in (tmp_path, tmp_path / "gone", tmp_path / "empty"):
        with pytest.raises(BalaghError) as caught:
            opened(source)
        assert caught.value.hint
