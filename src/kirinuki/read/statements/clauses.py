"""Clauses that are reported: …と発表した, …ことを明らかにした, …という見方, and where their words begin."""

from __future__ import annotations

from functools import cache

from kirinuki.model.text import Span
from kirinuki.read.statements.cues import Cue, Joint, adverbials, cue_nouns
from kirinuki.read.statements.links import find_demand, find_link
from kirinuki.read.statements.segment import Draft, Segment, is_day, tellings
from kirinuki.read.statements.sources import documents
from kirinuki.read.statements.speakers import is_outlet
from kirinuki.read.statements.stances import stance_of


def find_clauses(segment: Segment) -> list[Draft]:
    """A draft for every cue that reports a clause."""
    drafts: list[Draft] = []
    for cue in segment.cues:
        if cue.word == "いう" or (cue.passive and cue.word in ("する", "みる", "見る", "考える", "言う")):
            continue  # hearsay, unless a source is named
        if cue.passive and cue.word in ESTIMATING and segment.source_before(cue.at) is not None:
            continue
        link = find_demand(segment.passage, segment.units, cue, 0)
        if link is None:
            link = find_link(segment.passage, segment.units, cue, 0)
        if link is None or link.joint is Joint.QUOTE:
            continue
        if link.joint is not Joint.BROKEN_QUOTE and segment.is_quote(link.content_end - 1):
            continue
        etc = segment.word(link.content_end - 1) in ("など", "等")
        if etc and segment.units[link.content_end - 2] in segment.passage.close:
            continue  # 「…」(A紙)などと話した
        if cue.word == "する" and cue.modifies and segment.word(cue.past) in cue_nouns():
            continue  # …とする見解を示した is a statement by the verb behind the noun
        if "found" in cue.frames and link.joint is not Joint.FACT:
            continue
        inside = segment.discourse is None and not segment.is_headline()
        if link.joint is Joint.DEMAND and (cue.passive or inside):
            continue
        content = Span(0, segment.end(link.content_end - 1))
        if link.joint is Joint.BROKEN_QUOTE:
            content = Span(0, segment.start(link.content_end - 1))
        noun = None if link.noun is None else segment.word(link.noun)
        bare = link.noun == link.content_end
        drafts.append(
            Draft(
                link.joint is Joint.BROKEN_QUOTE,
                content,
                0,
                link.content_end,
                cue,
                segment.cue_span(cue),
                link.joint,
                _HOW[link.joint],
                stance_of(cue, link.joint, noun, bare),
            )
        )
    drafts += _bare_nouns(segment)
    return drafts


ESTIMATING = frozenset({"推定", "推計", "推測", "予想", "予測", "想定", "見込む", "見積もる", "試算"})
"""Of what is so estimated the source tells as a whole: 気象庁によると、深さは60キロと推定されている."""


def _bare_nouns(segment: Segment) -> list[Draft]:
    """…との見方が出ている, …という判断から: a noun that reports by itself."""
    drafts: list[Draft] = []
    for p in segment.places("noun"):
        row = cue_nouns()[segment.lemma(p)]
        frames = row.frames
        if p < 2 or not {"alone", "toiu"} <= frames or p in segment.cue_at:
            continue
        if segment.tag(p + 1).startswith("接尾辞"):
            continue  # …という回答的なもの
        end = that_before(segment, p)
        if (
            end is None
            or segment.is_quote(end - 1)
            or not segment.passage.is_predicate(segment.units[end - 1])
        ):
            continue
        if any(d.past == end for d in drafts):
            continue
        if segment.word(p + 1) in ("を", "も", "が", "は") and any(
            "noun" in c.frames and p < c.at < p + 10 for c in segment.cues
        ):
            continue
        ends = segment.word(p + 1) in ("から", "で", "に", "を") and segment.lemma(p + 2) not in (
            "受ける",
            "得る",
        )
        cue = Cue(p, p + 1, segment.word(p), frames, False, ends, False, row.stance)
        drafts.append(
            Draft(
                False,
                Span(0, segment.end(end - 1)),
                0,
                end,
                cue,
                segment.cue_span(cue),
                Joint.NOUN,
                "節＋との＋内容の名詞「_」",
                row.stance,
            )
        )
    return drafts


_HOW = {
    Joint.BROKEN_QUOTE: "始まりの括弧のない「…」と＋述語「_」",
    Joint.THAT: "節＋と＋述語「_」",
    Joint.FACT: "節＋ことを＋述語「_」",
    Joint.MANNER: "節＋ように＋述語「_」",
    Joint.NOUN: "節＋内容の名詞＋述語「_」",
    Joint.DEMAND: "事柄の名詞＋を＋述語「_」",
}
"""Rules of clauses, as `Draft.how` takes them."""


def that_before(segment: Segment, noun: int) -> int | None:
    """Where the clause before との, という and an adjective or two before the noun ends."""
    p = noun - 1
    while p > max(0, noun - 4) and not (
        segment.word(p) in ("の", "いう", "いった", "する") and segment.word(p - 1) == "と"
    ):
        if not segment.is_noun(p) and not segment.tag(p).startswith(("助動詞", "形容詞", "助詞-格助詞")):
            return None
        p -= 1
    if segment.word(p - 1) == "と" and segment.word(p) in ("の", "いう", "いった", "する") and p - 1 > 0:
        return p - 2 if segment.word(p - 2) in ("など", "等") else p - 1
    return None


def bound_content(segment: Segment, draft: Draft, begin: int, behind: bool = False) -> None:
    """Set where the words reported begin, `begin` being where the subject of the reporting clause ends.

    With `behind`, the subject stands behind the words: 10日に倒れたことを長男が明らかにした.
    """
    cue = draft.cue
    public = cue is not None and cue.word in _PUBLIC
    closed = draft.hearsay or (behind and draft.joint is Joint.FACT)
    start = content_start(segment, begin, draft.past, closed, public)
    draft.first = start
    if draft.joint is Joint.MANNER:
        start = _behind_past(segment, start, draft.past)
    if draft.joint is Joint.DEMAND:
        start = _behind_past(segment, start, draft.past)  # 先月、(予算の増額)を求めた
        if segment.word(start) in adverbials("relation") and segment.word(start + 2) == "て":
            start += 3  # 一貫して(無罪)を主張した
        start = _behind_reason(segment, _behind_clauses(segment, start, draft.past), draft.past)
        for p in range(start + 1, draft.past):
            joined = segment.tag(p - 1) in _JOINED_BY and segment.word(p - 2) not in ("上", "うえ")
            if segment.word(p) == "、" and joined:
                start = p + 1  # 住民に10日付で、(冷静な対応)を求めた
        for p in segment.places("topic"):
            if (
                start < p < draft.past
                and segment.tag(p) == "助詞-係助詞"
                and not _lists(segment, p, draft.past)
            ):
                start = p + 1 + (segment.word(p + 1) == "、")  # 判決は(責任)を否定した
    elif draft.joint is Joint.MANNER:
        later = _behind_clauses(segment, start, draft.past)  # 本部を置き、(住民に)逃げるよう
        if _behind_addressee(segment, later, draft.past, False) > later:
            start = later
    if draft.joint is Joint.MANNER or (draft.joint is Joint.DEMAND and not public):
        start = _behind_addressee(segment, start, draft.past, draft.joint is Joint.DEMAND)
    named = draft.joint is Joint.NOUN and segment.word(draft.past + 1) in ("の", "いう")
    if named and segment.tag(draft.past - 1).startswith(("名詞", "接尾辞")):
        start = _phrase_start(segment, draft.past - 1, start)  # (…から、)事件との見方
    end = draft.content.end
    if segment.word(draft.past - 1) == "、":
        end -= 1
    opened = _open_quote(segment, start, draft.past)
    draft.content = Span(segment.start(start) if opened is None else opened, end)
    draft.direct = draft.direct or opened is not None


_JOINED_BY = frozenset({"助詞-格助詞", "助詞-係助詞"})
"""What stands before a comma belongs to the verb that demands: …で、, …に対しても、."""


def _lists(segment: Segment, topic: int, past: int) -> bool:
    """Whether the topic opens an example of what is wanted: 外出は控えるなど、厳重な警戒を."""
    return any(
        segment.word(p) == "など" and segment.tag(p - 1).startswith("動詞") for p in range(topic, past)
    )


_PUBLIC = frozenset({"発表", "公表", "表明", "明らか", "明かす", "示す", "報じる", "報ずる", "報道"})
"""Cues that tell everybody: 住民に対し、…を行うと発表した names whom the act is for, not who was told."""


def content_start(segment: Segment, begin: int, end: int, hearsay: bool, public: bool = False) -> int:
    """Where the words reported begin, from `begin` on and before `end`.

    They begin behind the day and the phrases of place, means and relation that belong to the reporting clause. What
    is hearsay has no such clause: only words that link it to the sentence before are left out. `public` where the cue
    takes nobody who is told.
    """
    p, timed = begin, False
    if p == 0 and segment.word(0) == "【" and segment.is_aside(0):
        p += 1  # 【ワシントン時事】: the dateline
    if any(cue.past == begin for cue in segment.cues) or segment.word(begin) in ("うえ", "ほか"):
        while p < min(begin + 3, end - 1) and segment.word(p) in _LINKS and segment.word(p - 1) != "、":
            p += 1
    while 0 < p < end - 1 and segment.tag(p) in ("助詞-格助詞", "助詞-接続助詞") and segment.word(p) != "と":
        p += 1  # …との懸念(から、)
    while p < end - 1:
        if segment.word(p) in _COMMAS or segment.tag(p) == "助詞-係助詞":
            p += 1
            continue
        step = _behind_connective(segment, p, end)
        if step is None and not hearsay and not timed:
            step = _behind_time(segment, p, end) or _behind_while(segment, p, end, public)
            timed = step is not None  # a second day is part of what is said
        if step is None and not hearsay:
            step = _behind_adverbial(segment, p, end, public)
        if step is None:
            break
        p = step
    return p


_COMMAS = frozenset("、,")
_LINKS = frozenset(
    {
        "うえ",
        "上",
        "で",
        "が",
        "し",
        "に",
        "と",
        "ともに",
        "とも",
        "から",
        "ほか",
        "もの",
        "の",
        "ものの",
        "ため",
        "、",
    }
)
"""What joins a clause to the cue of the one before: …と述べた(うえで、)."""


def _behind_connective(segment: Segment, p: int, end: int) -> int | None:
    """Position behind a word at `p` that links the sentence to the one before."""
    start = segment.start(p)
    for word in _connectives():
        if not segment.passage.plain.startswith(word, start):
            continue
        q = p
        while q < end and segment.start(q) < start + len(word):
            q += 1
        marked = segment.word(q) == "、" or segment.tag(p) == "接続詞" or segment.is_quote(q)
        if segment.start(q) == start + len(word) and (marked or word in adverbials("carrying")):
            return q
    return None


def _behind_time(segment: Segment, p: int, end: int) -> int | None:
    """Position behind a time at `p` that tells when it was said: 10日、 or 10日に, but not 10日の or 10日から."""
    time = segment.time_at(p)
    if time is None or not is_day(time) or time.from_ > segment.passage.published:
        return None
    q = p
    while q < end and segment.start(q) < time.end:
        q += 1
    if segment.word(q) == "(":
        q += 1  # 10日(現地時間)
    if segment.word(q - 1) in _RANGE_ENDS:
        return None
    if segment.word(q) in ("付", "付け") and segment.word(q + 1) == "で":
        return q + 2  # 10日付で、
    if segment.word(q) == "まで" and segment.word(q + 1) == "に" and segment.word(q + 2) == "、":
        return q + 3  # 10日までに、: by when the outlet heard of it
    if segment.word(q) in ("に", "、"):
        return None if segment.word(q + 1) in _TIME_GOES_ON else q + 1
    goes_on = segment.tag(q).startswith(("助詞", "助動詞", "接尾辞", "動詞"))
    return None if goes_on or segment.word(q) in _TIME_OF_FACT else q


def _behind_while(segment: Segment, p: int, end: int, public: bool) -> int | None:
    """Position behind a week or a month that tells when somebody was told: 先週、記者団に対し、…."""
    time = segment.time_at(p)
    if time is None or is_day(time) or time.type == "SET" or time.until > segment.passage.published:
        return None
    q = p
    while q < end and segment.start(q) < time.end:
        q += 1
    if segment.word(q) != "、" or segment.time_at(q + 1) is not None:
        return None
    return q + 1 if _behind_adverbial(segment, q + 1, end, public) is not None else None


_TIME_OF_FACT = frozenset({"以降", "以来", "現在", "時点", "基準", "段階", "前後", "付け", "締め切り"})
"""Words behind a time that make it part of what is told: 10日時点で."""


def _behind_past(segment: Segment, p: int, end: int) -> int:
    """Position behind a time at `p` that is over, when nobody can be asked to do a thing: 昨年12月に、(消すよう)."""
    time = segment.time_at(p)
    if time is None or time.type == "SET" or time.until > segment.passage.published:
        return p
    q = p
    while q < end and segment.start(q) < time.end:
        q += 1
    while segment.is_aside(q):
        q += 1
    if segment.word(q) not in ("に", "、"):
        return p
    return q + 1 + (segment.word(q + 1) == "、")


_RANGE_ENDS = frozenset({"て", "で", "から", "まで"})
_TIME_GOES_ON = frozenset({"も", "は", "かけ", "なっ", "なる"})


def _behind_adverbial(segment: Segment, p: int, end: int, public: bool) -> int | None:
    """Position behind a phrase at `p` of the reporting clause: 会見で, 記者団に対し, 物価高について、, 声明を出し、."""
    time = segment.time_at(p)
    if time is not None and time.from_ > segment.passage.published:
        return None  # what will be done then: 20日に開く総会で決める
    if segment.word(p) in ("こう", "そう") and p + 1 in segment.cue_at:
        past = segment.cue_at[p + 1].past
        return past + 1 if segment.word(past) == "、" and past + 1 < end else None  # こう述べ、
    long = time is not None and not is_day(time)
    if long and time is not None and not segment.passage.plain.startswith("の", time.end):
        return None  # a month or a year is part of what is said, if it is not that of a meeting: 先月の講演で
    comma = next((q for q in range(p, min(p + _LONG, end)) if segment.word(q) in _COMMAS), None)
    for q in range(p + 1, min(p + _SHORT, end - 1) if comma is None else comma):
        if segment.word(q) in ("は", "が"):
            break
        if (
            segment.word(q) in ("で", "にて")
            and segment.tag(q) == "助詞-格助詞"
            and segment.is_occasion(q - 1)
        ):
            return q + 1
        if segment.word(q) == "に" and segment.word(q - 1) in _GATHERED and segment.lemma(q + 1) != "対する":
            return q + 1
        if segment.word(q) == "に" and segment.word(q + 1) == "、":
            told = segment.phrase(q - 1, p)
            posted = segment.word(q - 1) in _POSTED_TO
            if posted or (
                told is not None and told.first == p and is_outlet(told.span.of(segment.passage.plain))
            ):
                return q + 2  # 中央日日新聞に、…と説明した
        channel = segment.lemma(q) in ("通じる", "通ずる", "通す") and segment.word(q - 1) == "を"
        if channel and any(c.stance == "demanded" and q < c.at and c.past == end for c in segment.cues):
            channel = False  # 県を通じて派遣を要請したと
        if channel and segment.phrase(q - 2, p) is not None:  # 事務所を通じて
            return q + 1 + (segment.word(q + 1) == "て")
        towards = segment.lemma(q) == "対する" and segment.form(q).startswith("連用形")
        if towards and segment.word(q - 2) in _LISTENERS:
            return q + 2 if segment.word(q + 1) == "て" else q + 1
    if comma is not None and comma > p and not long and _is_adverbial(segment, p, comma - 1, public):
        return comma + 1
    return None


_POSTED_TO = frozenset({"SNS", "X", "ツイッター", "ブログ", "フェイスブック", "インスタグラム"})
"""Where people write what others read: SNSに、…と投稿した."""
_LONG, _SHORT = 40, 14
"""Units that such a phrase may have: up to a comma, and where no comma ends it."""


def _is_adverbial(segment: Segment, first: int, last: int, public: bool) -> bool:
    """Whether the phrase that a comma ends belongs to the reporting clause."""
    if segment.word(last) == "ところ":
        return segment.word(last - 1) in ("た", "だ")  # 写真を見せたところ、
    verb = last
    while verb > first and segment.tag(verb) in ("助動詞", "助詞-接続助詞"):
        verb -= 1
    lemma = segment.lemma(verb)
    if lemma == "する" and segment.tag(verb - 1).startswith("名詞"):
        lemma = segment.lemma(verb - 1)
    joins = any(segment.form(p).startswith("連用形") for p in (verb, last))  # 会議が開かれ、
    if segment.tag(verb).startswith("動詞") and joins:
        if lemma in _HOLDING and segment.word(verb - 1) in ("を", "が") and segment.is_occasion(verb - 2):
            return True  # 都内で会見を行い
        if lemma in adverbials("relation") or lemma in adverbials("staging"):
            if _has_subject(segment, first, verb):
                return False  # 船が放水を受け、3人がけがをしたと
            return not (public and lemma == "対する")
        return segment.word(last) == "て" and segment.word(last - 3) in documents()  # …の話として、
    where = last - 1 if segment.word(last) == "は" else last  # 会議で、 会議では、
    if segment.word(where) != "で" or _has_subject(segment, first, where):
        return False
    return segment.is_occasion(where - 1) or (
        segment.time_at(first) is not None and segment.word(where - 1) in tellings()
    )  # 10日の分析で、


def _has_subject(segment: Segment, first: int, past: int) -> bool:
    """Whether a subject stands there whose verb is yet to come: 次官が談話で、 but not 首相が開いた会見で、."""
    ga = next((p for p in range(first + 1, past) if segment.word(p) == "が"), past)
    return ga < past and not any(
        segment.tag(p).startswith(("動詞", "形容詞", "助動詞")) for p in range(ga + 1, past)
    )


_HOLDING = frozenset(
    {"する", "行う", "おこなう", "行なう", "持つ", "催す", "開催", "実施", "設ける", "発行", "配布", "配信"}
    | {"掲載", "掲示", "送付", "送る", "郵送", "発する", "読み上げる", "朗読"}
)
"""Verbs that with an occasion as object only say that it took place, or was issued."""


def _phrase_start(segment: Segment, last: int, lowest: int) -> int:
    """Where the noun phrase ending at `last` begins."""
    first = last
    while first > lowest and (
        segment.is_noun(first - 1)
        or segment.word(first - 1) in ("の", "・")
        or (segment.word(first - 1) == "な" and segment.tag(first - 1) == "助動詞")
        or segment.tag(first - 1).startswith(("連体詞", "形容詞"))
    ):
        first -= 1
    return first


def _behind_clauses(segment: Segment, start: int, end: int) -> int:
    """Position behind the last clause of the speaker's own before a noun that he wants: (資料を示し、)対応を求めた."""
    for p in range(end - 2, start, -1):
        if segment.word(p) == "て" and segment.word(p - 2) == "と" and segment.is_quote(p - 3):
            return p + 1 + (segment.word(p + 1) == "、")  # 「…」として(協力)を求めた
        if (
            segment.word(p) == "し"
            and segment.tag(p + 1) == "名詞-数詞"
            and segment.form(p).startswith("連用形")
        ):
            return p + 1  # メールを送信し(500万円)を要求した
        if segment.word(p) != "、":
            continue
        last = segment.units[p - 1]
        joins = segment.word(p - 1) in ("て", "で") and segment.tag(p - 1) == "助詞-接続助詞"
        form, tag = segment.passage.forms[last], segment.passage.tags[last]
        joins = joins or segment.word(p - 1) in ("ほか", "一方", "ため", "ので")
        joins = joins or (segment.word(p - 1) == "に" and segment.word(p - 2) in ("とも", "共"))
        if joins or (tag.startswith(("動詞", "助動詞")) and form.startswith("連用形")):
            return p + 1
    return start


def _behind_reason(segment: Segment, start: int, end: int) -> int:
    """Position behind the ground on which something is wanted: (老朽化を理由に)閉鎖を求めた."""
    for p in range(end - 3, start, -1):
        if segment.word(p) in _GROUNDS and segment.word(p - 1) == "を" and segment.word(p + 1) == "に":
            return p + 2
    return start


_GROUNDS = frozenset({"理由", "根拠", "背景", "口実", "前提", "条件", "機", "名目"})


def _behind_addressee(segment: Segment, start: int, end: int, anybody: bool) -> int:
    """Position behind the one who is asked: (各社に)自粛するよう, (議会に対し)支援の継続を.

    With `anybody`, also who is not known to act: (この船に)移動を, but not 土砂災害に警戒するよう.
    """
    for q in range(end - 2, start, -1):  # それを認めず、町に対し、…するよう
        if segment.word(q) in ("が", "は"):
            break
        if segment.lemma(q) == "対する" and segment.form(q).startswith("連用形"):
            ends = q + 1 + (segment.word(q + 1) == "て")
            if segment.word(ends) == "、":
                return min(ends + 1, end - 1)
    p = start
    while p < end - 1 and (
        segment.is_noun(p) or segment.word(p) in ("の", "・", "や", "と", "=") or segment.tag(p) == "連体詞"
    ):
        p += 1  # 国と化学メーカー「…」=北浜市=に
    if p == start or segment.word(p) != "に":
        return start
    p += 1
    if segment.lemma(p) in adverbials("relation") and segment.lemma(p) != "対する":
        return start  # この2件について
    if not anybody and segment.lemma(p) in _TOWARDS and p < end:
        return start  # 家族に相談するよう
    if segment.tag(p).startswith("動詞") and segment.word(p + 1) == "て" and segment.lemma(p) != "対する":
        return start  # 解明に向けて
    if segment.lemma(p) == "対する":
        if not segment.form(p).startswith("連用形"):
            return start  # 与党に対する批判
    elif not anybody and segment.phrase(p - 2, start) is None:
        return start
    elif segment.word(p) in ("は", "も"):
        return p + 1  # 利用者には
    if segment.lemma(p) == "対する":
        p += 1
        while segment.word(p) in ("て", "、", "も", "は"):
            p += 1
    return p if p < end else start


def _open_quote(segment: Segment, start: int, past: int) -> int | None:
    """Offset behind an opening quote bracket that lost its closing one, if the content holds such."""
    for p in range(start, past):
        i = segment.units[p]
        if (
            segment.tag(p) == "補助記号-括弧開"
            and segment.word(p) in "「『"
            and i not in segment.passage.close
        ):
            return segment.passage.ends[i]
    return None


@cache
def _connectives() -> tuple[str, ...]:
    words = adverbials("connective") | adverbials("carrying")
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


_TOWARDS = frozenset(
    {
        "相談",
        "連絡",
        "通報",
        "申し出る",
        "届け出る",
        "問い合わせる",
        "従う",
        "応じる",
        "応ずる",
        "頼る",
        "知らせる",
    }
    | {
        "参加",
        "加わる",
        "加盟",
        "加入",
        "避難",
        "復帰",
        "立ち返る",
        "戻る",
        "協力",
        "配慮",
        "注意",
        "警戒",
        "備える",
    }
)
"""Verbs whose に belongs to what is to be done, and does not tell who is asked: 署に通報するよう呼びかけた."""
_GATHERED = frozenset({"記者団", "報道陣", "記者ら", "報道各社"})
"""Who is told by に alone: 記者団に、…と語った."""
_LISTENERS = frozenset({"取材", "質問", "記者団", "報道陣", "記者", "聴取", "調べ", "問い", "インタビュー"})
