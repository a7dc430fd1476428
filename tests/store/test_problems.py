from __future__ import annotations

from kirinuki.model.article import Problem
from kirinuki.store import Store


def test_problems_are_kept_once_and_come_by_place(store: Store) -> None:
    one = Problem("<urn:uuid:2>", "3 行目", "日付がありません: 書き足してください")
    other = Problem(None, "watch", "応答がありません")
    for problem in (one, other, one):
        store.problems.add(problem)
    assert store.problems.all() == [other, one]
    assert store.problems.count() == 2


def test_what_a_problem_says_where_is_not_run_together(store: Store) -> None:
    store.problems.add(Problem(None, "a", "bc"))
    store.problems.add(Problem(None, "ab", "c"))
    assert store.problems.count() == 2
