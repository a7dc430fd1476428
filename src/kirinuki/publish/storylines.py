"""Storylines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kirinuki.model.chronicle import Piece, Related, Storyline
from kirinuki.publish.tables import csv_lines
from kirinuki.weave.regrouping import Ruling

ACTS = {
    "join": "一つの流れとする",
    "apart": "分ける",
    "move": "移す",
    "title": "題",
    "tag": "タグを付ける",
    "untag": "タグを外す",
}


def storyline_json(storyline: Storyline) -> dict[str, object]:
    """A storyline as a list of them has it."""
    return {
        "id": storyline.id,
        "title": storyline.title,
        "articles": [
            {"id": m.article, "external_id": m.external_id, "why": m.why} for m in storyline.members
        ],
        "tags": list(storyline.tags),
    }


def storylines_csv(found: Iterable[Storyline]) -> Iterator[str]:
    """One line an article, under the storyline that it is in."""
    rows = (
        (line.id, line.title, "、".join(line.tags), m.article, m.external_id, m.why)
        for line in found
        for m in line.members
    )
    return csv_lines(("storyline", "title", "tags", "article", "external_id", "why"), rows)


def page_json(
    storyline: Storyline, suggested: Sequence[str], related: Sequence[Related], rulings: Sequence[Ruling]
) -> dict[str, object]:
    """A storyline as it is shown alone."""
    return {
        **storyline_json(storyline),
        "suggested": list(suggested),
        "related": [
            {
                "id": r.storyline,
                "title": r.title,
                "article": r.article,
                "near": r.near,
                "score": round(r.score, 3),
                "why": r.why,
            }
            for r in related
        ],
        "decisions": [ruling_json(ruling) for ruling in rulings],
    }


def ruling_json(ruling: Ruling) -> dict[str, object]:
    """What the person said."""
    return {
        "id": ruling.id,
        "act": ruling.act,
        "articles": list(ruling.articles),
        "others": list(ruling.others),
        "to": list(ruling.to),
        "words": ruling.words,
        "at": ruling.at.isoformat(),
    }


def storyline_lines(storyline: Storyline, pieces: Sequence[Piece]) -> list[str]:
    """A storyline's title and tags, and each of its articles with why it is there, in lines of plain text."""
    tags = "".join(f"  #{tag}" for tag in storyline.tags)
    lines = [f"{storyline.id}  {storyline.title}{tags}"]
    for piece, member in zip(pieces, storyline.members, strict=True):
        lines.append(f"  {piece.published}  {member.article}  {piece.title or piece.text[:40]}")
        if member.why:
            lines.append(f"              {member.why}")
    return lines


def page_lines(suggested: Sequence[str], related: Sequence[Related]) -> list[str]:
    """What stands below a storyline that is shown alone."""
    lines = []
    if suggested:
        lines.append(f"  タグの候補 (suggested)  {'  '.join(f'#{tag}' for tag in suggested)}")
    if related:
        lines.append("  前にあった関わりのある流れ (related, earlier)")
        for r in related:
            lines += [f"    {r.storyline}  {r.title}", f"              {r.article} と {r.near} に{r.why}"]
    return lines


def ruling_line(ruling: Ruling) -> str:
    """What the person said, in one line."""
    named = {
        "join": f"{ruling.articles[0]} と {(*ruling.others, '')[0]}",
        "apart": " ".join(ruling.articles),
        "move": f"{' '.join(ruling.articles)} → {(*ruling.to, '')[0]}",
        "title": f"{ruling.articles[0]} 「{ruling.words}」"
        if ruling.words
        else f"{ruling.articles[0]} 自動に戻す",
        "tag": f"{ruling.articles[0]} #{ruling.words}",
        "untag": f"{ruling.articles[0]} #{ruling.words}",
    }
    return f"{ruling.id}  {ruling.at.date()}  {ACTS[ruling.act]}  {named[ruling.act]}"
