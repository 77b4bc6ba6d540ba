from __future__ import annotations

import os
import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from balagh.emit.names import LONGEST, plan_names, printable


def test_a_name_of_its_own_is_kept() -> None:
    assert plan_names([Path("in/x.pdf"), Path("in/y.pdf")]) == ["x", "y"]


def test_like_names_grow_only_as_far_as_they_must() -> None:
    paths = [Path(p) for p in ("/in/a/x.pdf", "/in/b/x.pdf", "/in/x.png", "/in/y.tif")]
    assert plan_names(paths) == ["a_x", "b_x", "x.png", "y"]


def test_folders_of_like_names_fall_back_on_a_hash() -> None:
    first, second = plan_names([Path("/one/a/x.pdf"), Path("/two/a/x.pdf")])
    assert first != second
    assert first.startswith("x-")
    assert second.startswith("x-")


def test_a_grown_name_does_not_take_another_files_own() -> None:
    names = plan_names([Path("/in/a/x.pdf"), Path("/in/b/x.pdf"), Path("/in/a_x.pdf")])
    assert len(set(names)) == 3


def test_names_that_differ_only_in_case_stay_apart() -> None:
    first, second = plan_names([Path("/in/Note.pdf"), Path("/in/note.PDF")])
    assert first.casefold() != second.casefold()


def test_the_order_of_the_inputs_changes_nothing() -> None:
    paths = [
        Path(f"/in/{folder}/{name}")
        for folder in "abc"
        for name in ("x.pdf", "x.png", "y.pdf", f"{folder}.tif")
    ]
    plan = dict(zip(paths, plan_names(paths), strict=True))
    random.Random(1).shuffle(paths)
    assert dict(zip(paths, plan_names(paths), strict=True)) == plan


def test_odd_characters_become_harmless() -> None:
    [name] = plan_names([Path("/in/بلاغ\n\u202e: 12.pdf")])
    assert name == "بلاغ___ 12"


def test_bytes_that_are_no_utf8_can_still_be_written() -> None:
    path = Path(os.fsdecode(b"/in/communiqu\xe9.pdf"))
    [name] = plan_names([path])
    assert name.encode() == "communiqu\ufffd".encode()
    assert printable(path) == "/in/communiqu\ufffd.pdf"


def test_long_names_are_cut_and_stay_apart() -> None:
    paths = [Path(f"/in/{'ب' * 120}{end}.pdf") for end in "12"]
    names = plan_names(paths)
    assert len(set(names)) == 2
    assert all(len(name.encode()) <= LONGEST + 10 for name in names)


@given(st.sets(st.text(alphabet="aA./é _-", min_size=1, max_size=6), min_size=1, max_size=12))
def test_names_always_differ(names: set[str]) -> None:
    paths = sorted({Path(os.path.normpath(f"/in/{name}")) for name in names})
    planned = plan_names(paths)
    assert len({name.casefold() for name in planned}) == len(paths)
    assert all(name and "/" not in name for name in planned)
