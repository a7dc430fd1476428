"""Retellings of real sentences, made by rule: what the benches of repeats look for, with the truth known.

A retelling is made of one sentence of data/wikinews by what desks do to each other's copy, alone and together
(`KINDS`). Everything is drawn from one seeded generator, so a bench makes the same archive every time. What the
rules know of Japanese is general: no word is in the table for the sake of a text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

KINDS = ("same", "words", "order", "dropped", "added", "inside", "numbers", "strong", "heavy")
"""same: other widths and commas only; words: synonyms and style; order: two clauses change places; dropped, added:
a clause less, or one more from another report; inside: a clause of it in a sentence of another report; numbers: other
figures (an update, not a repeat); strong: words, order, and one clause dropped or added; heavy: words, order, and
every fourth word besides (a run of kanji, katakana or letters) another one."""

_SYNONYMS = tuple(
    tuple(pair.split(" "))
    for line in (
        "発表した 明らかにした|述べた 語った|伝えた 報じた|行った 実施した|行われた 開かれた",
        "始めた 開始した|死亡した 亡くなった|負傷した けがをした|約 およそ|によると によれば",
        "により によって|見られる みられる|考えられる とみられる|示した 明らかにした",
        "決定した 決めた|逮捕した 摘発した|発生した 起きた|開催した 開いた|開催された 開かれた",
        "参加した 加わった|求めた 要求した|指摘した 批判した|現在 いま|これまで 今まで",
        "今回 このたび|問題 課題|男性 男|女性 女|政府 当局|影響 打撃|調査 調べ|原因 理由",
        "予定 見通し|可能性 恐れ|また、 さらに、|しかし、 だが、|一方、 他方、",
        "このため、 そのため、|地元 現地|全て すべて|様々 さまざま|当初 はじめ|午前 朝",
        "訪問 訪れ|会談 協議|大会 競技会|優勝 制覇|被害 損害|事故 惨事|乗客 客|住民 市民",
        "児童 子ども|高齢者 お年寄り|首脳 トップ|声明 談話|支援 援助|増加 拡大|減少 縮小",
        "対策 対応",
    )
    for pair in line.split("|")
)
_STYLE = (
    ("しました", "した"), ("されました", "された"), ("ています", "ている"), ("ということです", "という"),
    ("いました", "いた"), ("りました", "った"), ("です。", "だ。"), ("である。", "です。"), ("している。", "しています。"),
    ("した。", "しました。"), ("った。", "りました。"), ("れた。", "れました。"), ("いる。", "います。"),
)  # fmt: skip
_NUMBER = re.compile(r"\d+")
_WORD = re.compile("[一-鿿々]{2,}|[ァ-ヴー]{2,}|[A-Za-z]+")
_CLAUSE = re.compile(r"[^、]+、?")
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_LEAST_CLAUSE = 6


class Rewriter:
    """Makes retellings. `pool` are sentences of other reports, from which clauses are added."""

    def __init__(self, seed: int, pool: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._pool = pool

    def retell(self, sentence: str, kind: str) -> str | None:
        """The sentence told again; None where it has too little for this kind (one clause, no figure)."""
        made = getattr(self, f"_{kind}")(sentence)
        return None if made is None or (made == sentence and kind != "same") else made

    def _same(self, sentence: str) -> str | None:
        return sentence.translate(_FULL).replace("、", "，")

    def _words(self, sentence: str) -> str | None:
        """Synonyms wherever there are any, and the other style of the sentence's end."""
        table = {a: b for pair in _SYNONYMS for a, b in (pair, pair[::-1])}
        words = sorted(table, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, words)))
        made = pattern.sub(lambda m: table[m.group()] if self._random.random() < 0.8 else m.group(), sentence)
        for ending, other in _STYLE:
            if made.endswith(ending) or (not ending.endswith("。") and made.endswith(f"{ending}。")):
                return made[: made.rindex(ending)] + other + made[made.rindex(ending) + len(ending) :]
        return made

    def _order(self, sentence: str) -> str | None:
        clauses = _clauses(sentence)
        if len(clauses) < 3:
            return None
        at = self._random.randrange(len(clauses) - 2)
        clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
        return "".join(clauses)

    def _dropped(self, sentence: str) -> str | None:
        clauses = _clauses(sentence)
        spare = [i for i, c in enumerate(clauses[:-1]) if len(c) < len(sentence) / 2]
        if not spare:
            return None
        del clauses[self._random.choice(spare)]
        return "".join(clauses)

    def _added(self, sentence: str) -> str | None:
        clauses = _clauses(sentence)
        clauses.insert(self._random.randrange(len(clauses)), self._foreign())
        return "".join(clauses)

    def _inside(self, sentence: str) -> str | None:
        """A clause of at least twenty letters with a verb, taken into a sentence that tells other things."""
        clauses = [c for c in _clauses(sentence) if len(c) >= 22]
        if not clauses:
            return None
        foreign = self._foreign(), self._foreign()
        told = self._random.choice(clauses).rstrip("。、")
        return f"{foreign[0]}{told}、{foreign[1].rstrip('、')}という。"

    def _numbers(self, sentence: str) -> str | None:
        return _NUMBER.sub(lambda m: str(int(m.group()) + self._random.randint(1, 9)), sentence)

    def _strong(self, sentence: str) -> str | None:
        made = self._words(sentence) or sentence
        made = self._order(made) or made
        change = self._random.choice((self._dropped, self._added))
        return change(made) or self._added(made)

    def _heavy(self, sentence: str) -> str | None:
        made = self._words(sentence) or sentence
        made = self._order(made) or made
        others = _WORD.findall(self._random.choice(self._pool)) or ["同様"]
        return _WORD.sub(
            lambda m: self._random.choice(others) if self._random.random() < 0.25 else m.group(), made
        )

    def _foreign(self) -> str:
        """A clause of another report, with its comma."""
        while True:
            clause = self._random.choice(_clauses(self._random.choice(self._pool))).rstrip("。、")
            if _lends(clause):
                return f"{clause}、"


def may_lend(sentence: str) -> bool:
    """Whether a clause of it can be added to others; in every pool a sentence must be so."""
    return any(_lends(clause.rstrip("。、")) for clause in _clauses(sentence))


def _lends(clause: str) -> bool:
    return 8 <= len(clause) <= 40


def _clauses(sentence: str) -> list[str]:
    """Pieces between commas, short ones (また、) kept with the next."""
    clauses: list[str] = []
    for piece in _CLAUSE.findall(sentence):
        if clauses and len(clauses[-1]) < _LEAST_CLAUSE:
            clauses[-1] += piece
        else:
            clauses.append(piece)
    return clauses
