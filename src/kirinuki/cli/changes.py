"""kirinuki changes: what revisions changed, silent edits among them."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from kirinuki.cli.options import Day, as_json, as_of, asked, cursor, first_page, limit, tell_rest
from kirinuki.cli.session import Session, print_json, print_pieces, say
from kirinuki.model.weaving import EDITS, ChangeKind

if TYPE_CHECKING:
    from kirinuki.ask.changes import RemovalShown


Shown = ChangeKind | Literal["removed", "restored"]
"""What a revision did to the one before it, or an outlet to an article."""
_REMOVALS: frozenset[Shown] = frozenset({"removed", "restored"})


class Kinds(click.ParamType[frozenset[Shown]]):
    """Kinds of change such as `dropped,corrected`."""

    name = "KIND,…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Shown]:
        if isinstance(value, frozenset):
            return value
        kinds: dict[str, Shown] = {kind: kind for kind in (*get_args(ChangeKind), "removed", "restored")}
        found = [kinds.get(name.strip()) for name in value.split(",")]
        if None in found:
            self.fail(f"{value!r}: {', '.join(kinds)} から選びます (kinds of change)", param, ctx)
        return frozenset(kind for kind in found if kind is not None)


@click.command("changes", short_help="改稿で変わったこと (what revisions changed)")
@click.option(
    "--kind", "kinds", type=Kinds(), help="この種類だけ: dropped,corrected など [編集したものすべて]"
)
@asked
@click.option("--since", type=Day(), help="この日に公表されたものから [最初から]")
@click.option("--until", type=Day(), help="この日に公表されたものまで [最後まで]")
@click.option("--outlet", metavar="NAME", help="この報道機関だけ")
@click.option("--explain", is_flag=True, help="なぜその種類と決めたかも示す")
@click.option(
    "--call",
    nargs=2,
    metavar="ITEM KIND",
    help="規則の決めた種類を自分で決め直す。auto で取り消す",
)
@as_of
@limit
@cursor
@click.option(
    "--csv", "as_csv", is_flag=True, help="表計算のための CSV を標準出力へ (CSV on standard output)"
)
@as_json
@click.pass_obj
def command(
    session: Session,
    kinds: frozenset[Shown] | None,
    query: str | None,
    since: dt.date | None,
    until: dt.date | None,
    outlet: str | None,
    explain: bool,
    call: tuple[str, str] | None,
    as_of: dt.datetime | None,
    limit: int | None,
    after: str | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """記事が改稿されるたびに何が変わったかを並べます。黙って消された文、直された数も。

    取り下げられた記事と、また載った記事も並べます (removed、restored)。
    種類: reworded 言い換え、extended 加筆、shortened 短縮、updated 更新、corrected 訂正、new 新規、dropped 削除。
    加わった文が次の版で削られると、同じ ITEM の変更が二つになります。--call では ITEM@版 の形で一つを指します。
    字の幅・空白・更新時刻 (noise) と取り込み時の傷 (damaged) は、--kind で求めたときだけ。

    Lists what each revision of an article changed, silent edits among them, and articles that were taken down.
    Noise of setting and damage of capturing are kept and shown only when asked for.

    \b
    例:
      kirinuki changes --kind dropped,corrected --since 2025-05-01
      kirinuki changes --query 'outlet:みなと新報 changed:dropped' --csv > 削除.csv
      kirinuki changes --call 3f9c2a1b7e04d5c8:119-172 updated
    """
    if call is not None:
        _call(session, *call, as_json=as_json)
        return
    if as_json and as_csv:
        raise click.UsageError("--json と --csv はどちらか一つです (only one of them)")
    from kirinuki.ask.ledgers import Asked
    from kirinuki.publish.collations import changes_csv, show_edits, show_removals
    from kirinuki.publish.edits import edit_form

    wanted = kinds or EDITS | _REMOVALS
    end = until + dt.timedelta(days=1) if until else None
    with session.archive() as archive:
        asked = Asked(
            query=archive.narrowed(query, as_of, outlet=outlet),
            order="oldest",
            as_of=as_of,
            kinds=frozenset(kind for kind in get_args(ChangeKind) if kind in wanted),
            first_day=since,
            end_day=end,
        )
        found, rest = first_page(archive.ledgers.changes(asked, after), limit)
        # What was taken down stands behind all that was edited.
        removed = [
            shown
            for shown in (() if rest else archive.removals(since, end, asked.query, as_of))
            if ("removed" if shown.removal.gone else "restored") in wanted
        ]
        if as_json:
            print_json(chain(map(edit_form, found), map(_removal, removed)))
        elif as_csv:
            print_pieces(changes_csv(found, removed))
        else:
            show_edits(found, explain=explain)
            show_removals(removed)
    tell_rest(rest)


def _removal(shown: RemovalShown) -> dict[str, object]:
    return {
        "item": None,
        "revision": shown.source.revision,
        "kind": "removed" if shown.removal.gone else "restored",
        "part": "article",
        "article": shown.source.article,
        "outlet": shown.source.outlet or None,
        "title": shown.source.title,
        "published": shown.source.when_published,
        "seen": shown.removal.at.isoformat(timespec="seconds"),
        "capture": shown.removal.capture,
        "why": shown.removal.why,
    }


def _call(session: Session, item: str, name: str, *, as_json: bool) -> None:
    kinds = {kind: kind for kind in get_args(ChangeKind) if kind != "unchanged"}
    if name != "auto" and name not in kinds:
        raise click.UsageError(f"--call {item} {name}: {', '.join(kinds)}、auto から一つ選びます (one kind)")
    kind = kinds.get(name)
    with session.archive() as archive:
        item = archive.decide.change(item, kind, now=session.now())
    if as_json:
        print_json({"item": item, "called": kind})
    else:
        say(f"{item}: {'規則どおりに戻しました' if kind is None else f'{name} と決めました'}")
