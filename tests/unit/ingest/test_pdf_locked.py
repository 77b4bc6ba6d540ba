"""Locked PDFs: opened by any of the passwords given, which appear nowhere else."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest

from balagh.errors import EncryptedError
from balagh.ingest import open_source
from balagh.settings import Settings
from tests.unit.ingest.conftest import written

if TYPE_CHECKING:
    from balagh.ingest import Image
    from tests.unit.ingest.conftest import PdfMaker, ReadSheets

TEXT = b"BT /F1 12 Tf 20 30 Td (Rabat) Tj ET"
#: RC4 of 40 and 128 bits, AES of 128 and 256.
KINDS = {
    "rc4-40": {"R": 2, "aes": False, "metadata": False},
    "rc4-128": {"R": 3, "aes": False, "metadata": False},
    "aes-128": {"R": 4, "aes": True, "metadata": True},
    "aes-256-old": {"R": 5, "aes": True, "metadata": True},
    "aes-256": {"R": 6, "aes": True, "metadata": True},
}


def lock(maker: PdfMaker, kind: str, *, user: str = "user", owner: str = "owner") -> bytes:
    return maker.save(encryption=pikepdf.Encryption(user=user, owner=owner, **KINDS[kind]))  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore")  # pikepdf advises against the old kinds
@pytest.mark.parametrize("password", ["user", "owner"])
@pytest.mark.parametrize("kind", KINDS)
def test_both_passwords_open_every_kind(
    kind: str, password: str, maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    data = lock(maker.page(TEXT).scan(noise, size=(74.4, 105.36)), kind)
    first, second = read_sheets(data, passwords=("wrong", password))
    assert written(first) == "Rabat"
    assert second.image is not None
    assert np.array_equal(second.image, noise)


@pytest.mark.parametrize("password", ["été 2021", "سر", " with blanks "])
def test_passwords_of_any_letters_open(password: str, maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(lock(maker.page(TEXT), "aes-256", user=password), passwords=(password,))
    assert written(sheet) == "Rabat"


def test_a_file_open_to_readers_needs_no_password(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(lock(maker.page(TEXT), "aes-128", user=""))
    assert written(sheet) == "Rabat"


def test_the_hash_is_that_of_the_locked_file(maker: PdfMaker) -> None:
    data = lock(maker.page(TEXT), "aes-256")
    opened = open_source(data, settings=Settings(passwords=("user",)))
    assert opened.size == len(data)


@pytest.mark.parametrize(
    ("passwords", "said"),
    [
        ((), "is locked with a password$"),
        (("sesame-1",), "the password given does not open it$"),
        (("sesame-1", "sesame-2"), "none of the 2 passwords opens it$"),
    ],
)
def test_without_the_right_password_it_is_refused(
    passwords: tuple[str, ...], said: str, maker: PdfMaker, caplog: pytest.LogCaptureFixture
) -> None:
    data = lock(maker.page(TEXT), "aes-256")
    with caplog.at_level(logging.DEBUG), pytest.raises(EncryptedError) as caught:
        open_source(data, name="l.pdf", settings=Settings(passwords=passwords))
    assert pytest.importorskip("re").search(rf"^l\.pdf: .*{said}", caught.value.message)
    assert "--password" in caught.value.hint
    assert "sesame" not in str(caught.value) + caplog.text


def test_passwords_are_in_no_record_and_no_repr() -> None:
    settings = Settings(passwords=("sesame",))
    assert "sesame" not in repr(settings) + str(settings.as_record())
    assert "passwords" not in settings.as_record()
