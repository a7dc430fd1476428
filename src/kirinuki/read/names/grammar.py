"""The grammar of names: one regular expression over the kinds of a text's morphemes.

Every repetition has a bound, so the time it takes is linear in the text.
"""

from __future__ import annotations

import re

from kirinuki.read.names.words import CODES

_RULES = {
    # a reading in brackets: 大沢(おおさわ)氏
    "GLOSS": "(?:<open><^open|close>{1,12}<close>)?",
    # 氏; 前大統領, 長野県副知事; 事務局長
    "TITLE": "<ONE_TITLE>(?:<joins><ONE_TITLE>)?",
    "ONE_TITLE": """(?!<single>)(?:
        <polite|familiar>
      | <former|noun|namelike|affair|work|katakana|place|country|prefecture|abbreviation|short|outlet|proper|wholeorg|weak|unit
        |single|strong|wide|number|prefix|ending|group>{0,5}?<office|trade|executive|local>
        (?:<after|polite|familiar|trade|executive|local|office>)?
      | <former>?<noun|namelike|affair|work|kanji|katakana|weak|unit|strong|number|wide|ending|country|prefecture|place|wholeorg
        |joint|single>{1,5}?<chief>
      | (?:<noun|namelike|affair>{1,2}<dot>){1,2}(?:<noun|namelike|affair>{0,3}<office>|<noun|namelike|affair>{1,3}<chief>))""",
    "AGED": "(?=<open><number><close>)",
    "TITLED": "(?=<GLOSS><TITLE>)",
    "NAMED": "(?=<GLOSS><polite|familiar>)",
    "KANA": "<kperson|kproper|unknown|katakana>",
    "DOTTED": "(?:<KANA>{1,3}|<latin>)(?:<dot|equals>(?:<KANA>|<place|country|prefecture|latin>){1,3}){1,4}",
    "FULL": "(?:<surname><given>{1,2}|<surname|family><rare>|<rare><given>)",
    # with a title, much is a name that would not be one without; the longer form first
    "PERSON": """(?:
        (?:<DOTTED>|<kperson|unknown|kproper|place>)<number><reign>
      | <surname><noun|namelike|kanji|counter|place|given|surname|rare|suffix|prefix>{1,2}<AGED>
      | <rare|proper|given><kanji|rare|given|noun|namelike|family|surname>{0,2}<AGED>
      | (?:<surname><namelike>|<surname><given><kanji|suffix|prefix|kin|family>|<surname|family><kanji|noun|namelike><given>|<FULL>
        |<surname|person|place><kanji>
        |<given><noun|namelike|kanji>)<TITLED>
      | <surname|place><noun|namelike|kanji|counter|place|given|surname>{1,2}<NAMED>
      | (?:<DOTTED>|<place><dot><kperson|unknown>|<kperson>{1,2}|<unknown>)<TITLED>
      | (?:<kperson|unknown|kproper><KANA>{1,2}|<katakana>{1,2}<kperson|unknown|kproper>)<NAMED>
      | (?:<person>|<place><given>|<surname><surname|family>|<surname|given|family>|<prefix><given>)<TITLED>
      | <rare><NAMED>
      | <katakana><kperson>(?=<GLOSS><former>?<office|polite|familiar>)
      | <latin>{1,2}<NAMED>
      | <katakana>(?=<GLOSS><former>?<office|polite>)
      | <kproper|katakana>(?=<GLOSS><former>?<abbreviation><former|noun|namelike>{0,3}<office>)
      | <place>(?=<GLOSS>(?:<polite|familiar|trade|executive>
        |<office>(?!<INSIDE>{0,2}<END>)|<former><noun|namelike>{0,2}<office>)))""",
    # a row of nouns, of which organisations' names are made
    "NOUN": """<country|prefecture|place|abbreviation|surname|given|person|kperson|family|unknown|proper|kproper|latin
        |katakana|wholeorg|wholefacility|outlet|short|strong|weak|unit|single|firm|wide|paper|facility|ending
        |event|affair|work|noun|namelike|group|kanji|rare|prefix|suffix|starter|joint|landform|club>""",
    "INSIDE": "(?:<NOUN>|<office|trade|executive|local|legal>)",
    "ROW": "(?:<INSIDE>|<prefix><number>|<number>(?=<unit>)|<direction>(?=<single|weak>))",
    "END": """(?:<strong|club|unit|single|firm|wholeorg|legal|outlet|joint>|<weak>(?!<weak>{0,3}<apposed|group>)
      |<office><ending>)""",
    "BARE": """(?:(?:<FULL>|<person>)(?!<ending>)
      | <kperson|unknown>(?:<dot|equals>(?:<KANA>|<latin>)){0,3}<dot|equals><kperson|kproper|unknown>
      | <kperson>(?:<dot|equals><KANA>){0,3}<dot|equals><katakana>
      | (?<!<BESIDE>)(?:<surname>|(?<!<quote>)<kperson>)(?!<BESIDE>))""",
    "BESIDE": "(?:<INSIDE>|<direction|apposed|group|counter|barrier|former|dot|equals|number>)",
    # キャピタル・パートナーズ証券; 家庭・地域安全機構
    "HEAD": """(?:<noun|namelike|affair|work|weak|wide|katakana>{1,3}<dot>(?=<noun|namelike|affair|work|katakana>)
      |(?:(?:<KANA>|<latin|place>){1,3}<dot>){0,3})""",
    # (QXF)の調査委員会
    "UNIT": "(?:<open><INSIDE><close>)?<no><noun|namelike|affair|work|katakana>{1,3}<unit>(?!<quote|chief>)",
    "CALLED": "<^quote|unquote|open|close|comma|other|ni>",
    "QUOTED": "<^quote|unquote|open|close|comma>",
    "DISTRICT": "(?:<place|surname|given|proper|unknown|kproper|person><ending>|<place>)",
    # whether a row can come to such a word at all: found in one stride, while rows are tried in many steps
    "TO_END": """(?=<^strong|club|unit|single|firm|wholeorg|legal|outlet|joint|weak|office|facility|wholefacility
        |other|no|ni|comma|open|close|quote|unquote>{0,40}+
        <strong|club|unit|single|firm|wholeorg|legal|outlet|joint|weak|office|facility|wholefacility>)""",
    "TO_EVENT": "(?=<^event|other|no|ni|comma|open|close|quote|unquote>{0,40}+<event>)",
    # what cannot start one goes first, for speed, and nouns that are none in a row (`none`)
    "NAME": """(?=<^other|no|ni|yoru|comma|dot|equals|open|close|unquote|lenticular|unlenticular|number|barrier
        |counter|kin>)(?:
        (?<=<journal>)(?P<journal>(?:(?:<KANA>|<latin|place>){1,2}<dot>){0,2}(?:<KANA>|<latin|place>){1,2})
      | (?P<none><noun|kanji|affair|work|katakana>{1,12}+(?=<other|ni|yoru|comma|close|unquote|unlenticular>|$))
      | (?P<person><PERSON>)
      | (?P<event><TO_EVENT>(?:<place><dot>)?<ROW>{1,8}<event>(?!<INSIDE>{0,4}<END>)
        |<country|prefecture|place|outlet|proper|kproper>(?:<noun|namelike|direction|counter|family>?<kin>|<affair>(?!<INSIDE>{0,4}<END>))
        |(?<=<work|affair>)<quote><QUOTED>{1,12}<unquote>)
      | (?P<team><katakana|noun|namelike>?<country><local>)(?!<INSIDE>{0,4}<END>)
      | (?<=<facility|site>)<quote>(?P<site><CALLED>{1,10})<unquote>
      | (?P<cited><short>)(?=<ni><yoru>|<unlenticular|close|quote>)
      | <quote>(?P<quoted>(?:<ROW>|<barrier|counter|former|dot|apposed>){2,10})<unquote>
      | <apposed|group|legal|unit|weak><quote>(?P<called><QUOTED>{1,12}?)(?:<open><QUOTED>{1,3}<close>)?<unquote>
      | (?P<full><FULL>)(?!<END>|<facility|ending>)
      | (?P<incorporated><noun|namelike>?<legal><NOUN>{1,6}|<NOUN>{1,3}<legal>)
      | (?P<side><club><place>)
      | (?P<organization><TO_END>(?P<row><HEAD><direction>?<ROW>{0,9}(?:<END>|<facility|wholefacility>))(?:<UNIT>)?)
      | (?P<press><outlet|short|paper|proper|kproper><latin|katakana|noun|namelike|proper|number>{0,2}<latin|proper>)
      | (?:(?<=<apposed|group>)|(?<=<apposed|group><no>))(?P<dotted><DOTTED>)
      | (?P<club><place><dot><kproper|unknown>|<katakana|unknown|kproper><dot><kproper>)(?!<TITLE>|<dot>)
      | (?<=<abbreviation>)(?P<foreign>(?:<kproper|unknown><KANA>{0,2}|<KANA>{1,2}<kproper|unknown>)<latin>?(?!<INSIDE>))
      | (?P<squad><proper|kproper|outlet|wholeorg><kproper|unknown>)
      | (?P<bare><BARE>)
      | (?P<joined><place><katakana|kperson>{0,2}<kproper|unknown>)(?!<TITLE>|<dot>)
      | (?P<body><wide|country|prefecture|place><proper|rare>)(?!<number>)
      | (?P<place>
            <place><dot><place><ending>
          | <place><number><ending>
          | <country|prefecture|abbreviation|direction>?<place>{1,4}<ending|landform>?<DISTRICT>{0,3}
          | <country><ending><DISTRICT>{1,3}
          | <prefecture><noun|namelike|kanji|rare|suffix|katakana>{1,2}<ending>
          | <direction>?<country|prefecture><ending|landform>?
          | <noun|namelike|kanji|rare|katakana|direction>{1,2}<landform>
          | <surname>?<proper|kproper|unknown|kperson|person|surname|given><ending|landform><DISTRICT>{0,3}
          | <abbreviation>(?=<no>?<office|trade|executive|surname|person|kperson|unknown|kproper|outlet>))
      | (?P<proper><proper|kproper>)(?!<number>)
      | (?P<firm>(?:(?<=<apposed|group|abbreviation>)|(?<=<apposed|group><no>))<unknown|latin>{1,2})
      | (?P<run><NOUN>{1,4})(?=<no>(?:<FULL>|<person|surname|kperson>|<DOTTED>)(?:<surname>|<former>)?<executive>)
      | (?P<told><unknown|latin>{1,2})(?=<other><other><apposed|group>))""",
    "BEHIND": "(?:<GLOSS>|<dot>)(<TITLE>)",
    "ABBREVIATED": "<unquote>?<open>(<latin|unknown|kproper|proper|rare|wholeorg>{1,2})<close>",
    "ENDING": "<ROW>*<END>",
}
"""Upper case in angle brackets is another rule, lower case one morpheme of these kinds (^: of none of them).

In NAME the first alternative that fits wins: persons by their titles, what only looks like a name, names in
brackets, and then rows of nouns by how they end, before what can be a name alone.
"""


def _compiled(rule: str) -> re.Pattern[str]:
    def expanded(m: re.Match[str]) -> str:
        if m[2][0].isupper():
            return f"(?:{re.sub(_REFERENCE, expanded, _joined(_RULES[m[2]]))})"
        return f"[{m[1]}{''.join(CODES[kind] for kind in m[2].split('|'))}]"

    return re.compile(re.sub(_REFERENCE, expanded, _joined(_RULES[rule])))


def _joined(pattern: str) -> str:
    return "".join(pattern.split())


_REFERENCE = re.compile(r"(?<!\?P)<(\^?)([a-z|]+|[A-Z_]+)>")
NAME = _compiled("NAME")
INSIDE = _compiled("INSIDE")
BEHIND = _compiled("BEHIND")
ABBREVIATED = _compiled("ABBREVIATED")
ENDING = _compiled("ENDING")
