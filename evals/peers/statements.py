"""Who said what, on our gold: kirinuki beside what one would write in an afternoon.

No tool reads quotations in Japanese, so the peers are the two usual ways to make one: a regular expression, and
rules over a dependency parse (GiNZA's). Times and names of the same texts, from ja-timex and GiNZA, stand beside.
All of them go through `evals.layers`, as kirinuki's reading does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.layers import LAYERS, Item, scores
from evals.peers import ja_timex
from evals.peers.names import ginza_entities
from evals.peers.programs import GINZA, JA_TIMEX
from evals.peers.tables import table
from evals.scores import gold_sets
from kirinuki.read.reader import Reader

Reading = Mapping[str, Sequence[Item]]

# The regular expression, as a user would write it: a topic or subject, a quotation, と and a verb of saying.
_SAYING = (
    "述べ|語っ|話し|言っ|言い|強調し|指摘し|説明し|発表し|主張し|訴え|批判し|答え|明らかにし|コメントし|表明し"
    "|呼びかけ|要求し|警告し|伝え|報じ"
)
_QUOTATION = re.compile(
    r"(?:(?P<speaker>[^\s、。「」はがも]{1,30})(?:は|が|も)[^。「」\n]{0,60})?"
    rf"「(?P<content>[^「」]+)」\s*と(?P<cue>{_SAYING})"
)


def by_regex(text: str) -> list[Item]:
    """A statement for each match."""
    return [
        {
            "kind": "direct",
            "content": _words(text, *found.span("content")),
            "speaker": _words(text, *found.span("speaker")) if found["speaker"] else None,
            "cue": _words(text, *found.span("cue")),
            "via": None,
            "said": None,
        }
        for found in _QUOTATION.finditer(text)
    ]


_VERBS = frozenset(
    re.findall(
        r"\w+",
        "述べる 語る 話す 言う 強調 指摘 説明 発表 主張 訴える 批判 答える コメント 表明 呼びかける 要求 警告 伝える 報じる "
        "報道 公表 発言 示す 明かす 求める 認める 否定 分析 非難 歓迎 反論 する",
    )
)
"""Lemmas; する for 明らかにする and とする, whose と-clause marks it as a verb of saying."""


def by_parse(text: str, tokens: list[list[Any]]) -> list[Item]:
    """The usual rules over a parse: a と-clause under a verb of saying, whose nsubj is the speaker.

    Where the parser hung no subject on the verb (it likes to hang it on the verb inside the quotation), the nearest one
    before the clause is taken. The clause is what is said, or what stands between its brackets where a quotation ends it.
    """
    children: dict[int, list[int]] = {}
    for number, (_, _, _, _, head, _) in enumerate(tokens):
        if head != number:
            children.setdefault(head, []).append(number)
    said: list[Item] = []
    for verb, (start, end, lemma, *_) in enumerate(tokens):
        if lemma not in _VERBS:
            continue
        for clause in children.get(verb, []):
            marks = [
                i
                for i in children.get(clause, [])
                if tokens[i][2] == "と" and tokens[i][3] in ("case", "mark")
            ]
            if clause > verb or not marks:
                continue
            under = _subtree(clause, children)
            first, last = tokens[min(under)][0], tokens[marks[-1]][0]
            opening = _opening(text, last)
            content = (opening + 1, last - 1) if opening is not None else (first, last)
            subjects = [
                i
                for i, (at, _, _, dependency, head, sentence) in enumerate(tokens)
                if dependency == "nsubj" and sentence == tokens[verb][5] and (head == verb or at < content[0])
            ]
            subjects.sort(key=lambda i: (tokens[i][4] != verb, -i))
            said.append(
                {
                    "kind": "indirect" if opening is None else "direct",
                    "content": _words(text, *content),
                    "speaker": _phrase(text, subjects[0], tokens, children) if subjects else None,
                    "cue": _words(text, start, end),
                    "via": None,
                    "said": None,
                }
            )
    return said


def _subtree(root: int, children: dict[int, list[int]]) -> set[int]:
    found, left = set(), [root]
    while left:
        node = left.pop()
        found.add(node)
        left.extend(children.get(node, []))
    return found


def _opening(text: str, end: int) -> int | None:
    """Where the quotation opens whose closing bracket stands right before `end`; None where none does."""
    if end == 0 or text[end - 1] != "」":
        return None
    depth = 0
    for i in range(end - 1, -1, -1):
        depth += (text[i] == "」") - (text[i] == "「")
        if depth == 0:
            return i
    return None


def _phrase(text: str, head: int, tokens: list[list[Any]], children: dict[int, list[int]]) -> Item:
    """The noun with what modifies it, without particles and commas."""
    first = min(_subtree(head, children))
    return _words(text, tokens[first][0], tokens[head][1])


def _words(text: str, start: int, end: int) -> Item:
    return {"start": start, "end": end, "text": text[start:end]}


def _only(**layers: Sequence[Item]) -> Reading:
    """A reading of these layers; the others are empty."""
    return {layer: [] for layer in LAYERS} | layers


def report(*, unseen: bool = False) -> str:
    """A table for each set of gold; the halves that are kept unseen while we work only where `unseen`."""
    chosen_sets = gold_sets(own_only=False, unseen=unseen)
    sets = {s.name: [g for g in s.texts() if "statements" in g] for s in chosen_sets}
    golds = [gold for many in sets.values() for gold in many]
    parses = GINZA.ask([gold["text"] for gold in golds])
    timexes = JA_TIMEX.ask([{"text": gold["text"], "published": gold["published"]} for gold in golds])
    reader = Reader()
    dates = [dt.date.fromisoformat(gold["published"]) for gold in golds]
    ours = [reader.read(gold["text"], date).to_json() for gold, date in zip(golds, dates, strict=True)]
    regex = [_only(statements=by_regex(gold["text"])) for gold in golds]
    ginza = [
        _only(statements=by_parse(gold["text"], parse["tokens"]), entities=ginza_entities(parse))
        for gold, parse in zip(golds, parses, strict=True)
    ]
    timex = [
        _only(**ja_timex.items(gold["text"], raws, date))
        for gold, raws, date in zip(golds, timexes, dates, strict=True)
    ]
    parts = []
    groups = [(name, _range_of(name, sets)) for name in sets]
    for name, chosen in (*groups, ("seed and dev", [*_range_of("seed", sets), *_range_of("dev", sets)])):

        def score(readings: list[Any], only: Iterable[int] = chosen) -> dict[str, float]:
            return scores((golds[i], readings[i]) for i in only)

        mine = score(ours)
        rows = [
            ("statements", "kirinuki", *_figures(mine, "statements")),
            ("statements", "regular expression", *_figures(score(regex), "statements")),
            ("statements", "GiNZA's parse with rules", *_figures(score(ginza), "statements")),
            ("times", "kirinuki", *_figures(mine, "times")),
            ("times", "ja-timex 0.2.8", *_figures(score(timex), "times")),
            ("names", "kirinuki", *_figures(mine, "entities")),
            ("names", "GiNZA (ja-ginza)", *_figures(score(ginza), "entities")),
        ]
        head = ("layer", "tool", "found F1", "right F1", "kind", "speaker", "cue")
        parts.append(f"### {name} ({len(chosen)} texts)\n\n{table(head, rows)}")
    return "## Statements, times and names of our gold\n\n" + "\n\n".join(parts)


def _range_of(name: str, sets: dict[str, list[dict[str, Any]]]) -> list[int]:
    """Positions of a set's texts among those of all sets."""
    names = list(sets)
    start = sum(len(sets[n]) for n in names[: names.index(name)])
    return list(range(start, start + len(sets[name])))


def _figures(score: dict[str, float], layer: str) -> list[object]:
    fields = ("found", "right", "kind", "speaker", "cue")
    return [score.get(f"{layer}.{field}", "–") for field in fields]
