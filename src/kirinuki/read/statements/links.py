"""How the words reported are joined to a cue: 「…」と, …と, …ことを, …ように, …との見方を; or a noun alone, …の廃止を.

A cue looks left for its joint. What stands before the joint is what was said; a cue word without one reports nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from kirinuki.model.text import Record
from kirinuki.read.statements.cues import GOING_ON, TIGHT, Cue, Joint, adverbials, cue_nouns, is_cue_word
from kirinuki.read.statements.passage import Passage


class Link(Record, frozen=True):
    """The joint found left of a cue: what is reported ends before position `content_end`; the joint starts there."""

    joint: Joint
    content_end: int
    noun: int | None = None
    """Position of the noun of content (見方), if there is one."""


def find_link(passage: Passage, units: Sequence[int], cue: Cue, lowest: int) -> Link | None:
    """The joint left of `cue`, not before position `lowest`; None where the cue word reports nothing."""
    frames = cue.frames
    at = cue.at - 1
    while at >= lowest:
        i = units[at]
        tag, word = passage.tags[i], passage.word(i)
        if "you" in frames and (
            word == "よう" or (word == "に" and at > lowest and passage.word(units[at - 1]) == "よう")
        ):
            return Link(Joint.MANNER, at if word == "よう" else at - 1)
        if word == "とも" and at == cue.at - 1 and "to" in frames and passage.is_predicate(units[at - 1]):
            return Link(Joint.THAT, at)  # 引き上げるとも示唆した
        if tag.startswith("助詞"):
            joined = word == "の" and at == cue.at - 1 and at - 1 > lowest and "to" in frames
            if joined and passage.word(units[at - 1]) == "と" and passage.is_predicate(units[at - 2]):
                return Link(Joint.THAT, _end_before(passage, units, at - 1))  # …との説明を行った
            if word in ("と", "って") and "to" in frames:
                joint = _that(passage, units, at, cue, lowest)
                if joint is not None:
                    return Link(joint, _end_before(passage, units, at))
            of_that = word == "に" and cue.word == "言及"  # …ことに言及した
            if (of_that or word in ("を", "も", "が", "は")) and at > lowest:
                link = _noun_link(passage, units, at - 1, cue, lowest)
                if link is not None:
                    return link
            if tag == "助詞-接続助詞":
                step = _over_predicate(passage, units, at, lowest)
                if step is None:
                    break
                at = step
                continue
        elif tag.startswith(("動詞", "助動詞", "形容詞")) and i not in passage.close:
            step = _over_predicate(passage, units, at, lowest)
            if step is None:
                break
            at = step
            continue
        if cue.word in ("する", "いう") and at < cue.at - 2:
            return None
        at -= 1
    return None


def _that(passage: Passage, units: Sequence[int], at: int, cue: Cue, lowest: int) -> Joint | None:
    """What と at `at` takes up: a quote, a clause, or nothing that was said (ロシアと中国)."""
    if at + 1 < len(units) and passage.word(units[at + 1]) in (
        "が",
        "を",
        "の",
        "に",
        "とも",
        "共",
        "ともに",
        "同じ",
        "同様",
        "異なる",
        "違う",
        "比べ",
        "並び",
        "並ん",
    ):
        return None  # 結果とコードとが記載される, 話を聴くとともに
    before = _before_etc(passage, units, at) - 1
    if before > lowest and passage.word(units[before]) == "、":
        before -= 1
    if before < lowest:
        return None
    i = units[before]
    if passage.is_quote(i):
        return Joint.QUOTE
    if passage.lemmas[i] in ("よる", "ます") and passage.tags[units[at]] == "助詞-接続助詞":
        return None  # Xによると
    tag, form = passage.tags[i], passage.forms[i]
    if passage.tags[units[at]] == "助詞-接続助詞" and _is_whenever(passage, units, at, cue):
        return None
    if tag == "補助記号-括弧閉" and passage.word(i) in "」』":
        return Joint.BROKEN_QUOTE
    role = cue.word in TIGHT and _is_role_of(passage, units, before, lowest)
    if role and tag.startswith("形状詞"):
        return None  # 警護を可能とする
    if passage.is_predicate(i):
        if form.startswith(("連用形", "仮定形", "未然形")):
            return None
        if form.startswith("意志推量形") and cue.word in TIGHT and passage.lemmas[i] not in ("だ", "です"):
            return None  # 進めようとしている, but 進むだろうとしている
        return Joint.THAT
    if tag.startswith("補助記号-句点"):
        return Joint.THAT
    # What ends on a noun was said only where the cue follows at once: ロシアと中国 says nothing.
    near = at >= cue.at - 2 and not (at + 1 < cue.at and passage.is_noun(units[at + 1]))
    if not near and cue.word not in ("みる", "見る"):
        return None
    if role or (cue.word in TIGHT and cue.modifies):
        return None  # …を目標とした, 得意としている分野
    if before + 1 < at:  # …などと
        return Joint.THAT
    if cue.word == "する" and passage.lemmas[units[cue.past - 1]] not in ("いる", "おる", "ます"):
        return None  # …を休みとした, …として: makes one thing of another
    return (
        Joint.THAT
        if passage.is_noun(i) or tag.startswith("助詞-副助詞") or passage.word(i) in "から"
        else None
    )


def _is_whenever(passage: Passage, units: Sequence[int], at: int, cue: Cue) -> bool:
    """Whether と at `at` says what followed (公開されると、予測できない事態…): a comma behind it, and nobody before the cue."""
    if at + 1 >= cue.at or passage.word(units[at + 1]) != "、":
        return False
    return not any(passage.word(units[p]) in ("は", "が", "も") for p in range(at + 2, cue.at))


def _is_role_of(passage: Passage, units: Sequence[int], last: int, lowest: int) -> bool:
    """…を目標と(する), …を中心と(する): makes one thing of another, and says nothing."""
    while last >= lowest and (passage.is_noun(units[last]) or passage.word(units[last]) == "の"):
        last -= 1
    return last >= lowest and passage.word(units[last]) in ("を", "に", "も")


def _end_before(passage: Passage, units: Sequence[int], at: int) -> int:
    """Where the words before と at `at` end; など behind a predicate is no part of them, behind a noun it is."""
    end = _before_etc(passage, units, at)
    spoken = end < at and not (passage.is_predicate(units[end - 1]) or passage.is_quote(units[end - 1]))
    return at if spoken else end


def _before_etc(passage: Passage, units: Sequence[int], at: int) -> int:
    """`at`, or the position of など right before it."""
    return at - 1 if at > 0 and passage.word(units[at - 1]) in ("など", "等") else at


def _noun_link(passage: Passage, units: Sequence[int], at: int, cue: Cue, lowest: int) -> Link | None:
    """The noun at `at`, marked by を, も or が, as what carries the words reported."""
    word = passage.word(units[at])
    frames = cue.frames
    if word in ("こと", "事", "旨", "点", "の"):
        if word == "の" and not frames & {"found"}:
            return None
        if not frames & {"koto", "found"} or at <= lowest:
            return None
        end = strip_that(passage, units, at, lowest)
        if not passage.is_predicate(units[end - 1]) and not passage.is_quote(units[end - 1]):
            return None
        return Link(Joint.FACT, end, at)
    row = cue_nouns().get(word)
    if row is None or at <= lowest:
        return None
    nouns = row.frames
    for owned in (False, True):  # …との見方; …とする協会の見方
        end = strip_that(passage, units, _modified_from(passage, units, at, lowest, owned), lowest)
        said = passage.is_predicate(units[end - 1]) or passage.is_quote(units[end - 1])
        told = passage.word(units[end]) == "と" and "noun" in frames and nouns & {"toiu", "quote"}
        if told and (said or not owned):
            return Link(Joint.NOUN, end, at)
    end = strip_that(passage, units, at, lowest)
    if end == at and "bare" in nouns and passage.word(units[at - 1]) == "よう":
        return Link(Joint.MANNER, at - 1, at)
    if end == at and "bare" in nouns and "noun" in frames and passage.is_predicate(units[at - 1]):
        return Link(Joint.NOUN, at, at)
    if end == at and "self" in nouns and "self" in frames:
        return Link(Joint.DEMAND, at + 1, at)
    return None


def _modified_from(passage: Passage, units: Sequence[int], at: int, lowest: int, owned: bool = False) -> int:
    """Where the noun at `at` starts with what else describes it behind という: …との(厳しい見方), …との(調査結果).

    With `owned`, also whose it is: …とする(協会の見方).
    """
    first = at
    while first > max(lowest, at - (_OWNED if owned else _MODIFIERS)):
        i = units[first - 1]
        if i in passage.close or passage.word(i) in ("同じ", "同様", "違う", "異なる"):
            break  # 従来と同じ説明
        if not (
            passage.is_noun(i)
            or passage.tags[i].startswith(("形容詞", "連体詞"))
            or (passage.word(i) == "な" and passage.tags[i] == "助動詞")
            or (owned and passage.word(i) == "の" and passage.is_noun(units[first - 2]))
        ):
            break
        first -= 1
    return first


_OWNED = 10
_MODIFIERS = 4
"""Units that may stand between という and its noun."""


def strip_that(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int:
    """Where the clause before the noun at `at` ends, without という, との, といった, とする; `at` if there is none."""
    start = at
    while start > lowest and passage.lemmas[units[start - 1]] in _THAT_WORDS:
        start -= 1
        if passage.word(units[start]) == "と":
            if passage.lemmas[units[start + 1]] == "する" and _is_role_of(passage, units, start - 1, lowest):
                return at  # 跡地を公園とする考え
            return _before_etc(passage, units, start) if start > lowest else at
    return at


_THAT_WORDS = frozenset({"と", "いう", "の", "いっ", "た", "する", "いった"})


def _over_predicate(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int | None:
    """Looking left, step over the predicate that ends at `at` if it only describes a noun or works as a particle.

    Gives the position before it, or None where a clause of its own ends there.
    """
    behind = at + 1
    verb = at
    while verb > lowest and (
        passage.tags[units[verb]] in ("助動詞", "助詞-接続助詞")
        or (passage.lemmas[units[verb]] in GOING_ON and passage.tags[units[verb - 1]] == "助詞-接続助詞")
        or (passage.lemmas[units[verb]] == "する" and passage.tags[units[verb - 1]].startswith("名詞"))
        or (passage.lemmas[units[verb]] == "ある" and passage.word(units[verb - 1]) == "で")  # 長男である
    ):
        verb -= 1
    lemma = passage.lemmas[units[verb]]
    role = lemma == "する" and verb - 2 > lowest and passage.word(units[verb - 1]) == "と"
    if role and passage.word(units[at]) == "て" and passage.tags[units[verb - 2]].startswith("名詞"):
        return verb - 2  # …ことを、民放からの情報として(通信社が伝えた)
    if lemma == "よる" and passage.word(units[at]) in ("と", "ば"):
        return None
    if lemma in adverbials("relation"):
        return verb - 1
    if is_cue_word(lemma):
        return None
    if passage.tags[units[at]] == "助詞-接続助詞" or not passage.is_noun(units[behind]):
        # 明確に, 静かに: an adjective as an adverb
        if passage.tags[units[verb]].startswith(("形状詞", "形容詞")) and passage.forms[units[at]].startswith(
            "連用形"
        ):
            return verb - 1
        return None
    if passage.tags[units[at]].startswith("動詞") and passage.forms[units[at]].startswith("連用形"):
        return None  # 会見し続投を表明した: describes no noun
    return verb - 1


def find_demand(passage: Passage, units: Sequence[int], cue: Cue, lowest: int) -> Link | None:
    """…の廃止を(強く)(国に)求めた, 関与を否定した, 中止を発表した: a noun as what is wanted, denied or made known.

    Where the noun alone would not show that anything was said, it has to tell of an act (`is_act`).
    """
    if not cue.frames & {"wo", "act"}:
        return None
    at = _over_addressee(passage, units, cue.at - 1, lowest)
    marked = passage.word(units[at]) if at > lowest else ""
    either = marked in ("も", "は") and cue.stance in ("demanded", "denied")
    also = marked == "も" and cue.word in ("発表", "公表", "表明")
    if marked != "を" and not either and not also:
        return None
    i = units[at - 1]
    if passage.word(i) in ("など", "等") and at - 2 >= lowest:
        i = units[at - 2]
    if not passage.is_noun(i) or i in passage.close or passage.word(i) in _NO_DEMANDS:
        return None
    if cue.stance == "denied" and passage.word(i) in _PARTS and passage.word(units[at - 3]) in _CHARGES:
        return None  # 容疑の一部を否認し
    ordered = cue.word in _ORDERING and not is_act(passage, i)
    if ordered and passage.word(units[cue.past - 1]) in ("て", "で", "し"):
        return None  # シャツを業者に依頼して
    if _noun_link(passage, units, at - 1, cue, lowest) is not None:
        return None
    if marked == "は" and not is_act(passage, i):
        return None  # 事務局長は否定している
    if cue.to_come and not (cue.modifies and passage.word(units[cue.past]) in _ISSUED):
        return None
    manner = at - 3 if passage.word(units[at - 2]) == "に" else at - 2
    if manner > lowest and passage.word(units[manner]) == "よう":
        return Link(Joint.MANNER, manner)  # 外に出ないよう注意を呼びかけた
    if cue.word == "訴える" and passage.word(i) in _SYMPTOMS:
        return None
    if "wo" not in cue.frames:
        told = is_act(passage, i) or (
            cue.word == "主張" and passage.word(i) in _CLAIMED and not _behind_words(passage, units, at - 2)
        )
        return Link(Joint.DEMAND, at) if told and not cue.negated else None
    if cue.stance == "denied" and passage.word(i) in _CHARGES:
        told = passage.lemmas[units[at - 2]] in ("報道", "記事", "証言", "発言", "主張")
        return Link(Joint.DEMAND, at) if told else None  # 報道内容を否定した
    before = units[at - 2] if at - 2 >= lowest else None
    long = before is not None and (
        passage.is_noun(before)
        or passage.word(before) in ("の", "など", "な")
        or passage.is_predicate(before)
    )
    seeks = passage.word(units[cue.past - 1]) in ("て", "で")  # 職を求めて
    issued = cue.modifies and passage.word(units[cue.past]) in _ISSUED
    wanted = is_act(passage, i) or long or issued or not (seeks or cue.modifies)
    return Link(Joint.DEMAND, at) if wanted else None


def _behind_words(passage: Passage, units: Sequence[int], at: int) -> bool:
    """Whether と or として ends at `at`: the words before it say what is claimed (…として無罪を主張), unlike 一貫して."""
    words = [passage.word(units[p]) for p in range(max(at - 2, 0), at + 1)]
    return words[-1:] == ["と"] or words == ["と", "し", "て"]


def _over_addressee(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int:
    """Looking left from a cue, step over adverbs and over the one who is asked: 撤回を(日本側に強く)求めた."""
    while at > lowest:
        i = units[at]
        word, tag = passage.word(i), passage.tags[i]
        if tag.startswith(("副詞", "形容詞", "補助記号-読点")):
            at -= 1
        elif passage.forms[i].startswith("連用形-ニ") and passage.tags[units[at - 1]].startswith(
            ("形状詞", "名詞-普通名詞-形状詞")
        ):
            at -= 2  # 明確に
        elif (
            word in ("に", "へ")
            and tag == "助詞-格助詞"
            and (passage.is_noun(units[at - 1]) or passage.word(units[at - 1]) in ("など", "ら"))
        ):
            at -= 2 if not passage.is_noun(units[at - 1]) else 1
            while at > lowest and (
                passage.is_noun(units[at]) or passage.word(units[at]) in ("の", "・", "や", "と")
            ):
                at -= 1
        else:
            break
    return at


def is_act(passage: Passage, i: int) -> bool:
    """Whether the noun tells of an act (中止, 引退), and is none of the words for what somebody says or issues."""
    word = passage.word(i)
    return (passage.tags[i].startswith("名詞-普通名詞-サ変") or word in _DEEDS) and not (
        word in cue_nouns() or is_cue_word(word) or word in adverbials("occasion") or word in _WORKS
    )


_DEEDS = frozenset(
    {
        "買い",
        "買い付け",
        "買い戻し",
        "値上げ",
        "値下げ",
        "引き上げ",
        "引き下げ",
        "受け入れ",
        "打ち切り",
        "立ち上げ",
    }
    | {"取りやめ", "切り離し", "売り出し", "引き渡し", "積み増し", "繰り上げ", "繰り下げ", "賃上げ"}
)
"""Nouns of an act made from a verb, which the dictionary gives no する."""
_WORKS = frozenset({"研究", "調査", "統計", "記録", "作品", "宣言", "決議", "議論", "収支", "決算", "成績"})
"""Nouns that take する and name what is made or found rather than what is going to be done."""
_NO_DEMANDS = frozenset(
    {"こと", "事", "旨", "点", "の", "よう", "もの", "これ", "それ", "何", "ところ"}
    | {"了承", "了解", "承認", "承諾", "許可", "認可", "同意", "許し"}
)
"""Nouns that stand for the words before them; and consent, which is asked for so that the speaker may act himself."""
_CLAIMED = frozenset(
    {
        "無罪",
        "無実",
        "潔白",
        "冤罪",
        "無関係",
        "領有権",
        "主権",
        "所有権",
        "権利",
        "正当性",
        "正統性",
        "正当防衛",
        "独立",
    }
)
"""What one claims for oneself: 無罪を主張した."""
_SYMPTOMS = frozenset(
    {
        "発熱",
        "嘔吐",
        "下痢",
        "出血",
        "頭痛",
        "腹痛",
        "腰痛",
        "胸痛",
        "疲労",
        "失神",
        "骨折",
        "けいれん",
        "痙攣",
    }
    | {"不調", "体調不良", "息切れ", "めまい", "眩暈", "動悸", "不眠", "苦痛", "負傷", "打撲", "中毒"}
)
"""What a patient complains of: 頭痛を訴えて運ばれた tells how he felt."""
_ISSUED = frozenset(
    {
        "書簡",
        "文書",
        "書面",
        "要望書",
        "要請書",
        "要求書",
        "意見書",
        "声明",
        "決議",
        "申し入れ書",
        "嘆願書",
        "手紙",
        "署名",
    }
)
"""What is written to want a thing, so that it has been said: 説明を求める書簡を送った."""
_PARTS = frozenset({"一部", "大半", "大部分", "多く", "すべて", "全て"})
_ORDERING = frozenset({"依頼", "注文", "頼む", "申請"})
"""Cues that with a thing as object order it made."""
_CHARGES = frozenset({"容疑", "疑惑", "疑い", "罪", "嫌疑", "内容", "事実", "犯行", "罪状"})
"""What an accused admits or denies as an act of procedure: 容疑を否認し."""
