"""Invented articles for pages: title, lead, sections, times, in the make of Japanese news. The same number, the same article."""
# ruff: noqa: E501  (patterns and templates, not sentences)

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

JAPAN = dt.timezone(dt.timedelta(hours=9))

_PLACES = ("潮見市", "凪原町", "白鷺県", "北浜村", "三日月島", "羽衣市")
_BODIES = ("港湾局", "市教育委員会", "県警", "消防本部", "観光協会", "水産研究所", "市議会")
_PEOPLE = ("三崎遼", "凪原そら", "白石湊", "羽田野薫", "北見渚", "水上朔")
_TITLES = ("{place}で第2岸壁を閉鎖 {body}「再開は来週」", "{place}の祭り、3年ぶり通常開催へ", "{body}、{place}に新拠点 来春にも着工", "{place}沖でブイ流失、船に注意呼びかけ",
    "「{place}の味を残したい」 老舗の豆腐店が再出発", "{body}が会見「説明が不十分だった」", "{place}で停電、約1200戸 復旧めど立たず")  # fmt: skip
_LEADS = ("{place}は{day}日、{body}と協議し、老朽化した施設の使用を当面見合わせると発表した。", "{place}で{day}日、地元の住民ら約{n}人が集まり、新しい計画について話し合った。",
    "{body}は{day}日、{place}での事業を見直す方針を固めた。関係者への取材で分かった。")  # fmt: skip
_SENTENCES = (
    "{body}によると、午前{hour}時ごろに異常が見つかり、担当者が現場を確認した。", "{person}課長は「安全が確かめられるまで続ける」と述べた。", "けが人はいないという。",
    "対象となるのは{place}の約{n}世帯で、復旧には数日かかる見通しだ。", "昨年度の利用者は{n}万人で、前の年度を{hour}%上回った。", "一方、住民からは「急な話で戸惑っている」との声も上がる。",
    "専門家は、潮の流れが変わったことが背景にあるとみている。", "{person}さん({age})は祖父の代から{n}年続く店を守ってきた。", "市は補正予算案に{n}億円を計上し、来月の議会に提出する。",
    "会場では地元の中学生が太鼓を披露し、観客から拍手が送られた。", "同じ海域では2年前にも似た事故があり、対策が課題となっていた。", "{body}は原因を調べるとともに、再発の防止に努めるとしている。",
    "「ここで暮らし続けたい」。{person}さんはそう言って海を見つめた。", "今後のスケジュールは未定だが、年内には結論を出す方向で調整が進む。",
)  # fmt: skip
_HEADS = (
    "住民に広がる不安",
    "再開の時期は",
    "「説明を尽くす」",
    "背景に人手不足",
    "今後の見通し",
    "専門家の見方",
)
TEASERS = (
    "{place}の天気、週末は大荒れの見込み",
    "{body}の新庁舎が完成",
    "連載・海とともに 第{n}回",
    "{place}の給食にご当地の魚",
    "{body}職員を処分 情報漏えいで",
    "写真で見る{place}の冬",
    "高校駅伝、{place}勢が健闘",
)


@dataclass(frozen=True, slots=True)
class Article:
    """`sections` are (subheading or None, paragraphs); `people` wrote it."""

    number: int
    title: str
    lead: str
    sections: tuple[tuple[str | None, tuple[str, ...]], ...]
    published: dt.datetime
    modified: dt.datetime
    writer: str
    section: str
    teasers: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All in reading order."""
        return (
            self.lead,
            *(words for head, body in self.sections for words in ((head,) if head else ()) + body),
        )


def article(number: int) -> Article:
    """The invented article of this number."""
    dice = random.Random(number)

    def filled(words: str) -> str:
        return words.format(
            place=dice.choice(_PLACES), body=dice.choice(_BODIES), person=dice.choice(_PEOPLE), day=published.day, n=dice.randint(3, 980),
            hour=dice.randint(5, 11), age=dice.randint(19, 88),
        )  # fmt: skip

    published = dt.datetime(
        dice.randint(2019, 2025),
        dice.randint(1, 12),
        dice.randint(1, 28),
        dice.randint(5, 22),
        dice.randint(1, 59),
        tzinfo=JAPAN,
    )
    sections = []
    for n in range(dice.randint(1, 4)):
        body = tuple(
            "".join(filled(words) for words in dice.sample(_SENTENCES, dice.randint(1, 4)))
            for _ in range(dice.randint(1, 4))
        )
        sections.append((dice.choice(_HEADS) if n and dice.random() < 0.7 else None, body))
    return Article(
        number, filled(dice.choice(_TITLES)), filled(dice.choice(_LEADS)), tuple(sections), published,
        published + dt.timedelta(minutes=dice.randint(10, 600)), dice.choice(_PEOPLE), dice.choice(("社会", "経済", "地域", "暮らし")),
        tuple(filled(words) for words in dice.sample(TEASERS, 5)),
    )  # fmt: skip
