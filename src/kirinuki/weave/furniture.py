"""What stands in a report and is not of it: stamps of updating, credits of agencies, sections, captions, related links.

It is kept and never shown as news; a notice of correction is of the report, and names what it corrects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kirinuki.read.agencies import agency_pattern

_CLOCK = (
    r"(?:\d{1,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?\s*(?:午前|午後)?\s*\d{1,2}(?:時(?:\d{1,2}分|半)?|:\d\d)?"
)
_DONE = "(?:更新|現在|配信|公開|掲載)"
_STAMP = re.compile(
    rf"[(（\[【〔]\s*(?:(?:最終)?{_DONE}[::]?\s*{_CLOCK}|{_CLOCK}\s*{_DONE})\s*[)）\]】〕]|{_CLOCK}\s*{_DONE}$"
)
_AGENCIES = rf"{agency_pattern()}(?:通信)?社?"
"""As credits name them, width-folded."""
_CREDIT = re.compile(
    rf"[【〔(（\[][^】〕)）\]\n]{{0,12}}?[ =＝・]?{_AGENCIES}(?:[=＝・ ]{_AGENCIES})?[】〕)）\]]|[=＝]{_AGENCIES}(?:[=＝]|$)"
)
_CAPTION = re.compile(
    r"^[【［\[（(](?:写真|図|動画|映像|地図|グラフ|イラスト)[^】］\]）)]*[】］\]）)][^。]*$"
)
_SECTION = re.compile(r"^\s*[^\s:。「]{1,12}::")
"""The name of a section that a list of headlines puts before each, width-folded: 政策::"""
_RELATED = re.compile(
    r"^(?:[▽▼■◆●・>＞→]\s*)?(?:関連記事|関連リンク|あわせて読みたい|続きを読む|この記事|写真特集|アクセスランキング)"
)

_NOTICE = re.compile(r"訂正|誤り|正しくは|おわび|お詫び|当初.{0,40}(?:とお伝え|としまし|としていまし|と報じ)")
_TELLS = re.compile(r"\w")
_QUOTED = re.compile(r"[「『]([^「」『』]+)[」』]")


def without_furniture(words: str) -> str:
    """The words without the stamps, credits and sections in them. `words` are width-folded."""
    return _CREDIT.sub("", _STAMP.sub("", _SECTION.sub("", words)))


def furniture(words: str) -> str | None:
    """What a sentence is that holds nothing but a link to other pieces, a caption, a stamp or a credit."""
    text = words.strip()
    if _RELATED.match(text):
        return "関連記事"
    if _CAPTION.match(text):
        return "写真説明"
    if _TELLS.search(without_furniture(text)):
        return None
    return "更新時刻" if _STAMP.search(text) else "配信元" if _CREDIT.search(text) else None


def notice_values(sentences: Iterable[str]) -> frozenset[str]:
    """What notices of correction put in quotes: the wrong words and the right ones."""
    return frozenset(
        words for sentence in sentences if _NOTICE.search(sentence) for words in _QUOTED.findall(sentence)
    )
