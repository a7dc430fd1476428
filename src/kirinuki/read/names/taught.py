"""What a text itself shows its katakana words to be: the dictionary knows no small towns and few firms."""

from __future__ import annotations

import re

from kirinuki.read.morphemes import is_common_noun
from kirinuki.read.names.words import CODES

_OWN_TERRITORY = re.compile(
    r"""[ァ-ヺー【首州港要都古集](?<![ァ-ヺー・=].)(?:
        (?<=[ァ-ヺー])[ァ-ヺー]++(?:
            (?P<ruled>)(?:の[ァ-ヺー・]{2,20}+(?:大統領|首相|国王|外相|国防相)
                |(?=(?:と[ァ-ヺー]{2,12}+)?の(?:首脳|外相|国防相)会談))
          | (?P<state>)(?:(?:陸|海|空)?軍(?!曹|人|医)|政府|大統領府|(?:国防|外務|内務|保健|財務)省)
          | (?P<town>)(?:[東西南北]部|市(?!場|民|長)|州(?!兵|知事)|港(?!湾)|沖|市内
                |の?(?:郊外|近郊|中心部|市街地?)|の(?:空港|港(?!湾)|街|首都)))
      | (?:(?<=[東西南北中]部の.)|(?<=近郊の.)|(?<=郊外の.)|(?<=都市の.)|(?<=の町.)|(?<=の村.))
        [ァ-ヺー]++(?P<region>)(?=[でにをへ、]|から)
      | (?<=【)[ァ-ヺー]{2,}+(?P<dateline>)(?==[^【】\n]{2,20}】)
      | (?:(?<=[首州古])都|(?<=港)町|(?<=要)衝|(?<=都)市|(?<=集)落)[ァ-ヺー]{2,}+(?P<capital>))""",
    re.VERBOSE,
)
"""The name ends where the group stands that tells what it is. Looks to the left only behind its first character,
because `re` scans fast for a pattern that begins with a set."""


def places_taught(plain: str) -> dict[str, str]:
    """Katakana that the text itself shows to be a country or a town, with the code to read it by everywhere.

    What has an army or a president, or meets another's, is a state; what a dateline names, or lies in somewhere's
    south, or has a south of its own, is a place.
    """
    taught: dict[str, str] = {}
    for match in _OWN_TERRITORY.finditer(plain):
        assert match.lastgroup is not None
        name = plain[match.start() : match.start(match.lastgroup)].lstrip("【首州港都町要衝市古集落")
        if not is_common_noun(name):
            taught[name] = CODES["country" if match.lastgroup in ("state", "ruled") else "place"]
    return taught
