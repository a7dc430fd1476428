from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.errors import ArchiveError, InputError
from kirinuki.store import Decision, Decisions

AT = dt.datetime(2024, 5, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


def test_no_file_means_no_decisions(path: Path) -> None:
    assert list(Decisions(path)) == []
    assert not path.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@given(st.lists(st.dictionaries(st.sampled_from(["item", "text", "値"]), JSON), max_size=4))
def test_decisions_come_back_in_the_order_they_were_taken(
    tmp_path_factory: pytest.TempPathFactory, fields: list[dict[str, object]]
) -> None:
    decisions = Decisions(tmp_path_factory.mktemp("archive") / "decisions.jsonl")
    taken = [decisions.append("comment", at=AT, **some) for some in fields]
    assert list(decisions) == taken == [Decision("comment", AT, some) for some in fields]


def test_each_decision_is_one_readable_line(path: Path) -> None:
    decisions = Decisions(path)
    decisions.append("comment", at=AT, text="一行目\n二行目\u2028")
    decisions.append("split", at=AT, offsets=[0, 12])
    first, second = path.read_bytes().decode().removesuffix("\n").split("\n")
    assert '"text": "一行目\\n二行目' in first
    assert second == '{"kind": "split", "at": "2024-05-02T09:30:00+09:00", "offsets": [0, 12]}'


def test_a_torn_last_line_is_passed_over_and_mended_by_the_next_append(path: Path) -> None:
    decisions = Decisions(path)
    whole = [decisions.append("comment", at=AT, text=f"覚え書き{n}") for n in range(2)]
    content = path.read_bytes()
    last = content.index(b"\n") + 1
    for cut in range(last, len(content) - 1):
        path.write_bytes(content[:cut])
        assert list(decisions) == whole[:1]
        again = decisions.append("comment", at=AT, text="次")
        assert list(decisions) == [whole[0], again]


def test_a_last_line_that_an_editor_left_open_is_kept(path: Path) -> None:
    decisions = Decisions(path)
    whole = decisions.append("comment", at=AT, text="覚え書き")
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    assert list(decisions) == [whole]
    again = decisions.append("comment", at=AT, text="次")
    assert list(decisions) == [whole, again]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"kind": "x", "at": 3}', '{"kind": "x", "at": "昨日"}'])
def test_a_broken_line_in_the_middle_is_named(path: Path, line: str) -> None:
    decisions = Decisions(path)
    decisions.append("comment", at=AT)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(ArchiveError, match=r"decisions\.jsonl: 2 行目"):
        list(decisions)


def test_wrong_use_is_refused_and_writes_nothing(path: Path) -> None:
    decisions = Decisions(path)
    with pytest.raises(ValueError, match="aware"):
        decisions.append("comment", at=dt.datetime(2024, 5, 2))
    with pytest.raises(InputError):
        decisions.append("comment", at=AT, text="\udcff")
    assert list(decisions) == []


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="nowhere"):
        Decisions(tmp_path / "nowhere" / "decisions.jsonl").append("comment", at=AT)
    with pytest.raises(ArchiveError, match=tmp_path.name):
        list(Decisions(tmp_path))


def test_processes_that_append_at_the_same_time_lose_nothing(path: Path) -> None:
    script = """if True:
        import datetime as dt, sys, pathlib
        from kirinuki.store import Decisions
        decisions = Decisions(pathlib.Path(sys.argv[1]))
        for n in range(40):
            decisions.append("comment", at=dt.datetime(2024, 5, 2, tzinfo=dt.UTC), by=sys.argv[2], n=n)
    """
    writers = [subprocess.Popen([sys.executable, "-c", script, path, who]) for who in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    taken = [(d.fields["by"], d.fields["n"]) for d in Decisions(path)]
    assert sorted(taken) == [(who, n) for who in "ab" for n in range(40)]


def test_a_line_whose_time_has_no_zone_is_no_decision(path: Path) -> None:
    path.write_text('{"kind": "comment", "at": "2024-05-02T09:30:00"}\n' * 2, encoding="utf-8")
    with pytest.raises(ArchiveError, match="1 行目"):
        list(Decisions(path))
