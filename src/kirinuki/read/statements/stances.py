"""How it was said: the stance of a statement, from its cue word, the noun of content, and the joint between them."""

from __future__ import annotations

from kirinuki.model.reading import Stance
from kirinuki.read.statements.cues import Cue, Joint, cue_nouns

_OF_ITS_OWN = frozenset({"claimed", "admitted", "denied", "demanded", "warned"})
"""Stances of a verb that no noun of content outweighs: 見方を否定した, but 見方を示した, 懸念を表明した."""

_SAYING_NO: dict[Stance, Stance] = {
    "admitted": "denied",
    "claimed": "denied",
    "said": "denied",
    "announced": "denied",
    "guessed": "denied",
}
"""What becomes of a stance when the cue itself is negated: 認めなかった, とは考えていない."""

_CALLING_FOR = frozenset({"訴える", "唱える", "提唱"})
"""Verbs that claim a clause and demand an act: 効果がないと訴えた, 廃止を訴えた."""


def stance_of(cue: Cue, joint: Joint, noun: str | None = None, bare: bool = False) -> Stance:
    """The stance of what `cue` reports by `joint`.

    `noun` is the noun of content between them, `bare` where no という joins it: 直すという考え holds, 直す考え intends.
    A word that no list knows says no more than that it was said: 「…」と肩を落とした.
    """
    if joint is Joint.MANNER:
        return "demanded"  # …ように伝えた, …よう述べた
    stance = cue.stance or "said"
    if joint is Joint.DEMAND and noun is None and cue.word in _CALLING_FOR:
        return "demanded"
    if noun is not None and stance not in _OF_ITS_OWN:
        row = cue_nouns().get(noun)
        if row is not None and row.stance != "said":  # コメントを発表した
            stance = row.bare if bare else row.stance
    return _SAYING_NO.get(stance, stance) if cue.negated else stance
