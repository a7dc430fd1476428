"""kirinuki correct: mend what was read wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say

if TYPE_CHECKING:
    from kirinuki.ask.corrections import Corrected
    from kirinuki.flow import Archive
    from kirinuki.model.correction import Correction

_MOST = 12


@click.command("correct", short_help="読み誤りを直す (mend what was read wrong)")
@click.argument("item", required=False)
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--words", metavar="WORDS", help="直すところを本文の語で指す (name the place by its words)")
@click.option(
    "--layer", metavar="LAYER", help="層を選ぶ: times durations quantities entities statements hedged"
)
@click.option("--none", is_flag=True, help="そう読むべきものはない (there is none)")
@click.option("--new", metavar="LAYER", help="読み落としを足す (mark what was missed)")
@click.option("--list", "listed", is_flag=True, help="直したものを並べる (what was corrected)")
@click.option(
    "--undo",
    is_flag=False,
    flag_value="last",
    metavar="[ID]",
    help="取り下げる。ID を略すと最後のもの (withdraw)",
)
@as_json
@click.pass_obj
def command(
    session: Session,
    item: str | None,
    fields: tuple[str, ...],
    words: str | None,
    layer: str | None,
    none: bool,
    new: str | None,
    listed: bool,
    undo: str | None,
    as_json: bool,
) -> None:
    """ITEM に読まれたものを直します。ITEM は 3f9c2a1b7e04d5c8:119-172 の形で、`kirinuki read 記事ID --explain` に並びます。
    --words 「語」 で指すなら、ITEM は略すか、記事の ID だけで足ります。

    Mends what was read at ITEM: a speaker, a date, a name, a figure. What you decide is kept in decisions.jsonl and
    applied again on every re-reading, by later versions of kirinuki and in later revisions of the report too.

    \b
    直せる欄 (fields; 日本語の名でもよい):
      日時 times        value=1月5日 (値) from= (から) until= (まで)
      数量 quantities   value=約30人 low= (下) high= (上) unit= (単位) of= (数えるもの)
      名前 entities     type=人物 (種類) title= (肩書き) who= (だれ) gloss= (読み)
      発言 statements   speaker=高瀬知事 (話者) cue= (述語) via= (伝え手) said= (発言の日)
                        stance=否定 (述べ方) kind=間接 (種類)
      どれにも          words=… (範囲)。値を空にすると取り消し (an empty value clears it)
    \b
    例:
      kirinuki correct 3f9c2a1b7e04d5c8:119-172 話者=高瀬知事
      kirinuki correct --words 「再開しない」 述べ方=否定
      kirinuki correct 3f9c2a1b7e04d5c8 --words 30日 value=2022-11-30
      kirinuki correct 3f9c2a1b7e04d5c8:12-15 --none
      kirinuki correct --words なぎさ会 --new 名前 種類=組織
      kirinuki correct --list
      kirinuki correct --undo
    """
    if item is not None and "=" in item:
        fields, item = (item, *fields), None
    if listed or undo:
        if item or fields or words or layer or none or new or (listed and undo):
            raise click.UsageError("--list と --undo は、それだけで使います (nothing else goes with these)")
        _list(session, as_json) if listed else _undo(session, undo, as_json)
        return
    wanted = dict(_field(field) for field in fields)
    if none and (wanted or new):
        raise click.UsageError(
            "--none は、ほかの欄や --new とは一緒に使えません (nothing else goes with --none)"
        )
    if item is None and words is None:
        raise click.UsageError("直すところを ITEM か --words で指してください (which place?)")
    with session.archive() as archive:
        place = _place(archive, _bare(words), item) if words is not None else item or ""
        done = archive.corrections.make(
            place, wanted, now=session.now(), layer=new or layer, none=none, new=new is not None
        )
        archive.read_new()
        archive.weave_new()
    if as_json:
        print_json({"correction": _form(done.correction), "effects": _effects(done)})
        return
    from kirinuki.publish.terminal import show_effects

    show_effects(done.effects, done.after.text)
    say(f"直しました ({done.correction.id})。取り下げるなら: kirinuki correct --undo {done.correction.id}")


def _field(field: str) -> tuple[str, str]:
    name, is_, value = field.partition("=")
    if not is_ or not name:
        raise click.UsageError(f"{field}: 欄は 話者=高瀬知事 の形で書きます (FIELD=VALUE)")
    return name, value


def _bare(words: str) -> str:
    """Words that were quoted as in a text, without the brackets."""
    quoted = re.fullmatch(r"「(.*)」|『(.*)』", words, re.DOTALL)
    return words if quoted is None else quoted[1] or quoted[2] or words


def _place(archive: Archive, words: str, within: str | None) -> str:
    """The item of these words, which must stand in one place only."""
    from kirinuki.errors import NotFoundError

    found = archive.corrections.places(words, within)
    if not found:
        raise NotFoundError(
            f"「{words}」はどの記事の本文にもありません。字のとおりに書いてください (no such words)"
            if within is None
            else f"「{words}」はこの記事の本文にありません (no such words in this report)"
        )
    if len(found) > 1:
        lines = []
        for place in found[:_MOST]:
            text = archive.revision(place.revision).text
            start, end = place.span.start, place.span.end
            around = f"{text[max(0, start - 12) : start]}【{words}】{text[end : end + 12]}".replace("\n", " ")
            lines.append(f"  {place.item}  {around}")
        more = f"\n  ほか {len(found) - _MOST} か所" if len(found) > _MOST else ""
        raise NotFoundError(
            f"「{words}」は {len(found)} か所にあります。どれかを ITEM に書いてください (several places):\n"
            + "\n".join(lines)
            + more
        )
    return found[0].item


def _list(session: Session, as_json: bool) -> None:
    with session.archive() as archive:
        corrections = archive.corrections.all()
    if as_json:
        print_json([_form(correction) for correction in corrections])
        return
    for c in corrections:
        click.echo(f"{c.id}  {c.at.date()}  {c.evidence.item}  {_said(c)}")
    click.echo(f"直し {len(corrections)} 件")


def _undo(session: Session, id: str | None, as_json: bool) -> None:
    with session.archive() as archive:
        correction = archive.corrections.withdraw(None if id == "last" else id, now=session.now())
        archive.read_new()
        archive.weave_new()
    if as_json:
        print_json({"withdrawn": _form(correction)})
    else:
        say(f"取り下げました: {_said(correction)}")


def _said(c: Correction) -> str:
    """発言「…」 話者 港湾局 → 高瀬知事"""
    from kirinuki.read.fields import FIELDS, LABELS

    head = f"{LABELS[c.layer]}「{' '.join(c.evidence.text.split())}」"
    if c.action == "none":
        return f"{head} なし"
    was = c.was or {}
    parts = []
    for name, value in c.fields.items():
        known = FIELDS[c.layer].get(name)
        label, words = (
            ("範囲", {}) if known is None else (known.label, {v: word for word, v in known.words.items()})
        )
        if c.action == "new" or name not in was:
            parts.append(f"{label} {_shown(value, words)}")
        elif was[name] != value:
            parts.append(f"{label} {_shown(was[name], words)} → {_shown(value, words)}")
    return f"{head} {'足した ' if c.action == 'new' else ''}{'、'.join(parts)}".rstrip()


def _shown(value: Any, words: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        return str(value["text"]) if "text" in value else f"{value['from']}..{value['until']}"
    if isinstance(value, float):
        return f"{value:g}"
    return "なし" if value is None else words.get(str(value), str(value))


def _form(c: Correction) -> dict[str, Any]:
    return {
        "id": c.id,
        "at": c.at.isoformat(),
        "item": c.evidence.item,
        "text": c.evidence.text,
        "layer": c.layer,
        "action": c.action,
        "fields": dict(c.fields),
        "was": None if c.was is None else dict(c.was),
    }


def _effects(done: Corrected) -> list[dict[str, Any]]:
    from kirinuki.read.fields import extent, form

    text = done.after.text
    listed = []
    for layer, before, after in done.effects:
        both = {
            side: None
            if item is None
            else {"start": extent(item).start, "end": extent(item).end, "text": extent(item).of(text)}
            | form(layer, item, text)
            | {"why": item.why}
            for side, item in (("before", before), ("after", after))
        }
        listed.append({"layer": layer} | both)
    return listed
