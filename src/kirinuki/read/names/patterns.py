"""Names that stretches of the text show without its morphemes: lists of sources, sites, relatives, listed names."""

from __future__ import annotations

import re

from kirinuki.model.reading import Entity
from kirinuki.read.morphemes import is_common_noun, is_surname
from kirinuki.read.names.identity import known_keys, territories
from kirinuki.read.names.words import lexicon

_DATED = r"、\d{4}年\d{1,2}月\d{1,2}日[^。\n]{0,20}(?=。|$)"
_SOURCE = re.compile(
    rf"""[。\n』][ ]*
    (?P<name>(?>(?:[^ぁ-ん、。…「」『』\n()\d]|[ぁ-ん]{{3,}}+|\d++(?![年月日])){{2,30}}))
    (?:\([^()\n]{{1,20}}\))?
    (?:『(?=[^\n]{{1,120}}』。?\s*[^\n。]{{2,40}}{_DATED}) | {_DATED})""",
    re.VERBOSE | re.MULTILINE,
)
"""An item in a list of sources, with the end of the one before: 「みなと新聞『見出し』。みなと新聞、2024年5月1日。」."""

_SEVERAL = sorted(
    {name for name in known_keys() if re.search("[ぁ-ん・](?=.)", name[1:]) and len(name) > 4}
    | {name for name, kind in lexicon("firms").items() if kind},
    key=lambda name: (-len(name), name),
)
_OF_SEVERAL_WORDS = re.compile(
    "|".join(
        f"{re.escape(head)}(?:{'|'.join(re.escape(name[1:]) for name in names)})"
        for head, names in (
            (head, [n for n in _SEVERAL if n[0] == head]) for head in sorted({n[0] for n in _SEVERAL})
        )
    )
)
"""Bodies, countries and firms with particles or dots in their names, which no row of nouns is: 国境なき医師団."""

_KIN = re.compile(
    r"[妻夫姉兄妹弟母父男女娘孫](?<![^長次二三四五]男)(?<![^長次二三四五]女)"
    r"の?+(?P<name>(?!お|ご|方|子)(?>(?:(?!さん|ちゃん|くん)[一-鿿ぁ-ん]){1,3}))(?P<title>さん|ちゃん|くん)"
)
"""A given name behind the word for a relative: 長女のひな|さん."""

_SITE = re.compile(
    r"""[A-Za-z0-9](?<![A-Za-z0-9@/.:_-].)[A-Za-z0-9-]*+(?:
        \.(?:[A-Za-z]{2,3}\.)?(?:com|jp|net|org|info|tv|COM|Com)(?![A-Za-z0-9@/._-]|:[/0-9])
      | (?<=[A-Za-z].)[ァ-ヺー一-鿿]{0,6}(?=(?:\([^()\n]{1,12}\))?(?:によると|によれば)))""",
    re.VERBOSE,
)
"""A site by its address (asahi.com) that is no link, or what is cited under a name in letters and digits (47NEWS)."""


_HONORIFIC = re.compile("[さ氏容被](?:(?<=さ)ん|(?<=氏)(?![一-鿿])|(?<=容)疑者|(?<=被)告(?![人側席]))")
_LONGEST_RUN = 5
_RUN = re.compile("(?<![一-鿿々ァ-ヺー])(?![故父母妻夫兄弟姉妹娘孫祖])[一-鿿々]{2,5}$")
"""The kanji before 氏 or さん: a whole name where they begin with a surname, however rare the given name is."""


_OFFICE = "大統領|首相|総統|外相|国防相"
_ROLE = re.compile(
    f"前(?:{_OFFICE})|元(?:{_OFFICE})|副(?:{_OFFICE})|{_OFFICE}|国家主席|総書記|報道官|国連大使"
)
"""Each way begins with a character of its own: for such a pattern `re` scans fast."""
_SHORT_SURNAME = re.compile("(?<![一-鿿々])[一-鿿]{3}$")
"""Before an office of state: a Chinese or Korean name, by its surname of one character (何立峰)."""


def rulers(plain: str, known: dict[int, int]) -> list[Entity]:
    """Names of three characters before an office of state that the dictionary does not know; `known` as in `honoured`."""
    found = []
    for role in _ROLE.finditer(plain):
        end = role.start()
        run = _SHORT_SURNAME.search(plain, max(0, end - 4), end)
        if run is None or known.get(end) == run.start() or run[0][0] not in lexicon("surnames"):
            continue
        if not is_common_noun(run[0][1:]) and not is_common_noun(run[0][:2]) and not is_surname(run[0][:2]):
            found.append(Entity(run.start(), end, "PERSON", "一字の姓の名のあとに国の役職", role[0]))
    return found


def honoured(plain: str, known: dict[int, int]) -> list[Entity]:
    """Names before 氏 and さん that begin with a surname of two characters; `known` are the starts of names that have
    been found, by their ends."""
    found = []
    for honorific in _HONORIFIC.finditer(plain):
        end = honorific.start()
        if not "一" <= plain[end - 1] <= "鿿":
            continue
        run = _RUN.search(plain, max(0, end - _LONGEST_RUN), end)
        if run is None or known.get(end) == run.start():
            continue
        name = run[0]
        given = name[2:]
        if not is_surname(name[:2]) or (given and (is_common_noun(name[-2:]) or is_common_noun(given))):
            continue
        found.append(Entity(run.start(), end, "PERSON", "姓で始まる漢字の並びのあとに敬称", honorific[0]))
    return found


def found_in_words(plain: str) -> tuple[list[Entity], ...]:
    """The names in `plain`, width-folded, by kind of pattern, each in text order; the later ones are surer."""
    relatives = [
        Entity(*match.span("name"), "PERSON", "続柄と「の」のあとの名に敬称", match["title"])
        for match in _KIN.finditer(plain)
    ]
    listed = [_listed(match) for match in _OF_SEVERAL_WORDS.finditer(plain)]
    sites = [Entity(*match.span(), "ORGANIZATION", "報道サイトの名") for match in _SITE.finditer(plain)]
    sources = [
        Entity(match.start("name") - 1, match.end("name") - 1, "ORGANIZATION", "出典の並びにある報道機関")
        for match in _SOURCE.finditer("\n" + plain)
    ]
    return relatives, listed, sites, sources


def _listed(match: re.Match[str]) -> Entity:
    if match[0] in territories():
        return Entity(*match.span(), "PLACE", "一覧にある国・地域の名")
    return Entity(*match.span(), "ORGANIZATION", "一覧にある団体の名")
