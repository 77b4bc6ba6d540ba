from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from balagh.emit.names import printable
from balagh.emit.summary import Entry, Problem, Status, failed_entry
from balagh.errors import CrashError, DamagedInputError, DiskFullError, ExitCode, FileAccessError
from balagh.ingest.inbox.settle import Stamp
from balagh.runner.ledger import Ledger
from balagh.runner.ledger_file import LedgerError, ledger_path, open_to_look, open_to_write
from balagh.runner.ledger_rows import Move
from balagh.runner.ledger_stats import read_statistics
from balagh.runner.records import MAX_INTERRUPTIONS, Decision, Fingerprint, Policy, State

ONE = Fingerprint(settings="s1", models="m1")
STAMP = Stamp(size=3, mtime_ns=5, inode=7)
ODD = Path("/in") / os.fsdecode(b"odd\n\xff.pdf")


def begin(ledger: Ledger, key: str, path: Path = Path("/in/a.pdf"), fingerprint: Fingerprint = ONE) -> None:
    name = ledger.settle_name(key, ("a", "a.pdf"))
    ledger.begin(key, path=path, stamp=STAMP, name=name, fingerprint=fingerprint)


def entry(path: str = "/in/a.pdf", pages: int = 2) -> Entry:
    return Entry(
        path=path, status=Status.DONE, json="a.json", issuers=("DGCT",), languages=("fr", "ar"), pages=pages
    )


def crash(ledger: Ledger, key: str) -> None:
    error = CrashError("it died")
    ledger.finish(key, failed_entry(error, path="/in/a.pdf", seconds=1.0), error)


def test_a_document_is_known_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        assert ledger.decide("k", ONE, Policy()) is Decision.NEW
        ledger.begin_run("balagh run", "here")
        begin(ledger, "k", ODD)
        assert ledger.decide("k", ONE, Policy()) is Decision.UNDER_WAY
        assert ledger.known(ODD, STAMP) == "k"
        ledger.finish("k", entry(printable(ODD)), None)
        ledger.end_run(ExitCode.OK)
    with Ledger.open(tmp_path) as ledger:
        assert ledger.decide("k", ONE, Policy()) is Decision.DONE
        record = ledger.record_of("k")
        assert record is not None
        assert (record.path, record.state, record.attempts) == (ODD, State.DONE, 0)
        assert list(ledger.entries()) == [entry(printable(ODD))]
        assert ledger.known(ODD, Stamp(size=4, mtime_ns=5, inode=7)) is None


def test_what_is_done_is_redone_for_other_settings_or_models_only_when_asked(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        begin(ledger, "k")
        ledger.finish("k", entry(), None)
        others = Fingerprint(settings="s2", models="m1"), Fingerprint(settings="s1", models="m2")
        for other in others:
            assert ledger.decide("k", other, Policy()) is Decision.DONE
        asked = Policy(redo_settings=True), Policy(redo_models=True)
        assert [ledger.decide("k", other, policy) for policy in asked for other in others] == [
            Decision.REDO,
            Decision.DONE,
            Decision.DONE,
            Decision.REDO,
        ]
        assert ledger.decide("k", ONE, Policy(again=True)) is Decision.REDO


def test_a_failure_for_good_stays_one_until_something_changes(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        begin(ledger, "k")
        error = DamagedInputError("broken off")
        ledger.finish("k", failed_entry(error, path="/in/a.pdf", seconds=0.0), error)
        assert ledger.decide("k", ONE, Policy()) is Decision.FAILED
        assert ledger.decide("k", Fingerprint(settings="s2", models="m1"), Policy()) is Decision.RETRY
        [found] = ledger.entries()
        assert found.error == Problem(code="B203", message="broken off", hint=error.hint)


def test_a_passing_failure_is_given_up_after_its_attempts(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        for _ in range(3):
            assert ledger.decide("k", ONE, Policy()).to_read
            begin(ledger, "k")
            crash(ledger, "k")
            assert ledger.decide("k", ONE, Policy(retry_after=60)) in (Decision.WAIT, Decision.GIVEN_UP)
        assert ledger.decide("k", ONE, Policy()) is Decision.GIVEN_UP
        assert ledger.decide("k", ONE, Policy(attempts=4)) is Decision.RETRY
        begin(ledger, "k", fingerprint=Fingerprint(settings="s2", models="m1"))
        record = ledger.record_of("k")
        assert record is not None
        assert record.attempts == 1, "other settings are another matter"


def test_an_attempt_that_is_called_off_counts_for_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        begin(ledger, "k")
        ledger.put_back("k")
        assert ledger.decide("k", ONE, Policy()) is Decision.NEW
        begin(ledger, "k")
        crash(ledger, "k")
        begin(ledger, "k")
        ledger.put_back("k")
        record = ledger.record_of("k")
        assert record is not None
        assert (record.state, record.attempts) == (State.FAILED, 1)


def test_a_run_that_dies_interrupts_and_one_that_dies_ten_times_condemns(tmp_path: Path) -> None:
    for deaths in range(1, MAX_INTERRUPTIONS + 1):
        with Ledger.open(tmp_path) as ledger:
            assert ledger.torn == (deaths > 1)
            ledger.begin_run("balagh run", "here")
            begin(ledger, "k")
            begin(ledger, "other")
            ledger.finish("other", entry(), None)
    with Ledger.open(tmp_path) as ledger:
        record = ledger.record_of("k")
        assert record is not None
        assert (record.state, record.reason, record.interruptions) == (
            State.FAILED,
            "crash",
            MAX_INTERRUPTIONS,
        )
        assert ledger.decide("k", ONE, Policy()) is Decision.GIVEN_UP
        assert ledger.decide("other", ONE, Policy()) is Decision.DONE


def test_names_are_settled_once_and_all_differ_even_where_case_does_not_count(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        names = []
        for key in ("k1", "k2", "k3", "k4" * 32):
            name = ledger.settle_name(key, ("A" if key == "k2" else "a", "a.pdf"))
            ledger.begin(key, path=Path("/in/a.pdf"), stamp=STAMP, name=name, fingerprint=ONE)
            names.append(name)
        assert names[:2] == ["a", "a.pdf"]
        assert len({name.casefold() for name in names}) == 4
        assert ledger.settle_name("k2", ("other",)) == "a.pdf"


def test_copies_are_listed_after_the_documents(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        begin(ledger, "k")
        ledger.learn(Path("/in/b.pdf"), STAMP, "k")
        ledger.finish("k", entry(), None)
        first, copy = ledger.lines()
        assert (first.path, first.status) == ("/in/a.pdf", Status.DONE)
        assert (copy.path, copy.status, copy.note) == (
            "/in/b.pdf",
            Status.DUPLICATE,
            "the same bytes as /in/a.pdf",
        )


def test_a_move_is_pending_until_it_is_crossed_out(tmp_path: Path) -> None:
    move = Move(source=ODD, place=Path("/done") / ODD.name, key="k", stamp=STAMP, note="{}")
    with Ledger.open(tmp_path) as ledger:
        begin(ledger, "k", ODD)
        number = ledger.finish("k", entry(), None, move=move)
    with Ledger.open(tmp_path) as ledger:
        assert ledger.moves() == [(number, move)]
        ledger.moved(number)
        assert ledger.moves() == []
        record = ledger.record_of("k")
        assert record is not None
        assert record.place == move.place
        assert ledger.known(ODD, STAMP) is None, "what comes to lie there now is another file"


def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        begin(ledger, "k")
        [(pages,)] = ledger._connection.execute("PRAGMA page_count").fetchall()
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFullError, match=r"ledger\.sqlite"):
            _fill(ledger)
        ledger._connection.execute("PRAGMA max_page_count = 100000")
        assert ledger.decide("k", ONE, Policy()) is Decision.UNDER_WAY
        ledger.finish("k", entry(), None)
        assert ledger.decide("k", ONE, Policy()) is Decision.DONE


def test_a_damaged_or_newer_ledger_is_named_and_left_alone(tmp_path: Path) -> None:
    path = ledger_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and longer than a header" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite"):
        Ledger.open(tmp_path)
    assert path.read_bytes().startswith(b"this is no database")
    path.unlink()
    Ledger.open(tmp_path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for use in (open_to_write, open_to_look):
        with pytest.raises(LedgerError, match="later version"):
            use(tmp_path)


def test_an_output_folder_that_takes_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / ".balagh").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileAccessError, match=r"\.balagh"):
        Ledger.open(tmp_path)


def test_figures_are_those_of_the_nights(tmp_path: Path) -> None:
    assert read_statistics(tmp_path, nights=5) is None
    with Ledger.open(tmp_path) as ledger:
        ledger.begin_run("balagh run in", "here")
        for key in ("k1", "k2"):
            begin(ledger, key)
            ledger.finish(key, entry(pages=3), None)
        begin(ledger, "k3", ODD)
        crash(ledger, "k3")
        ledger.end_run(ExitCode.SOME_FAILED, duplicates=4)
        ledger.begin_run("balagh run in", "here")
        ledger.end_run(ExitCode.OK)
        ledger.begin_run("balagh run in", "here")
        begin(ledger, "k4")
        figures = read_statistics(tmp_path, nights=5)
    assert figures is not None
    assert (figures.done, figures.failed, figures.waiting, figures.pages) == (2, 1, 1, 6)
    cut, night = figures.nights
    assert (night.read, night.failed, night.duplicates, night.pages, night.exit_code) == (2, 1, 4, 6, 16)
    assert (cut.read, cut.exit_code) == (0, None)
    [failures] = figures.failures
    assert (failures.reason, failures.count, failures.to_try, failures.given_up) == ("crash", 1, 1, 0)
    assert failures.example == printable(ODD)


def _fill(ledger: Ledger) -> None:
    for number in range(2000):
        ledger.learn(Path(f"/in/{number}" + "x" * 200), STAMP, "k")
