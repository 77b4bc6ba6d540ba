"""Passwords on the command line and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from balagh.cli.options import MAX_PASSWORD_BYTES, gather_passwords
from balagh.errors import ArgumentError, FileAccessError, MissingFileError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"one\ntwo\n", ("one", "two")),
        (b"\xef\xbb\xbfone\r\n\r\n two \r\none", ("one", " two ")),
        ("été\nسر".encode(), ("été", "سر")),
        ("été".encode("cp1252"), ("été",)),
        (b"", ()),
    ],
)
def test_a_file_holds_a_password_a_line(content: bytes, found: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes(content)
    assert gather_passwords(None, file) == found


def test_those_of_the_command_line_come_first_and_each_once(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("two\nthree\n", encoding="utf-8")
    assert gather_passwords(["one", "two"], file) == ("one", "two", "three")
    assert gather_passwords(["b", "a", "b", ""], None) == ("b", "a")
    assert gather_passwords(None, None) == ()


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"none\.txt"):
        gather_passwords(None, tmp_path / "none.txt")
    with pytest.raises(FileAccessError):
        gather_passwords(None, tmp_path)
    for content in (b"a\x00b", b"x" * (MAX_PASSWORD_BYTES + 1)):
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(ArgumentError, match="no list of passwords"):
            gather_passwords(None, tmp_path / "bad")
