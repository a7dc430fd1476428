"""kirinuki figures: numbers of one slot over time and outlets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from kirinuki.cli.options import as_json, as_of, asked, cursor, first_page, limit, tell_rest
from kirinuki.cli.session import Session, print_json, print_pieces, say
from kirinuki.model.chronicle import PointRelation

if TYPE_CHECKING:
    from kirinuki.ask.figures import FigureAct


@click.command("figures", short_help="数字の推移 (a number over time and outlets)")
@click.argument("storyline", required=False)
@as_of
@asked
@limit
@cursor
@click.option(
    "--all", "everything", is_flag=True, help="一度しか伝えられていない数字も (also what was told once)"
)
@click.option(
    "--csv", "as_csv", is_flag=True, help="表計算のための CSV を標準出力へ (CSV on standard output)"
)
@click.option(
    "--chart",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.svg",
    help="図を SVG に書く (draw a chart)",
)
@click.option("--explain", is_flag=True, help="なぜそう決めたかも示す (with the reasons)")
@click.option("--same", nargs=2, metavar="ITEM ITEM", help="この二つは同じものの数だと決める (one slot)")
@click.option("--apart", nargs=2, metavar="ITEM ITEM", help="二つめは別のものの数だと決める (not one slot)")
@click.option("--call", nargs=2, metavar="ITEM KIND", help="前の値との間柄を自分で決める (call its relation)")
@click.option("--undo", metavar="ITEM", help="この数について決めたことを取り消す (take it all back)")
@as_json
@click.pass_obj
def command(
    session: Session,
    storyline: str | None,
    as_of: dt.datetime | None,
    query: str | None,
    limit: int | None,
    after: str | None,
    everything: bool,
    as_csv: bool,
    chart: Path | None,
    explain: bool,
    same: tuple[str, str] | None,
    apart: tuple[str, str] | None,
    call: tuple[str, str] | None,
    undo: str | None,
    as_json: bool,
) -> None:
    """同じものを数えた数字を、記事と報道機関をまたいで時の順に並べます。

    死者、負傷者、撃墜した無人機、議席など。値が変わったわけを見分けます: update 更新 (時が進んだ)、disagreement 食い違い
    (同じ時点の値が出どころで違う)、correction 訂正 (前の値が誤りだったと本文が言う)。same は同じ値、first は初めの値です。
    死者のようにいつも数えられるものは、一度だけの値も載せます。ほかは二度以上伝えられたものだけ、--all ですべて。

    The numbers of one slot over time and outlets, each told apart as update, disagreement or correction, with who gave
    it. STORYLINE is the id of a storyline, or of an article in it. What you decide is kept in decisions.jsonl.

    \b
    例:
      kirinuki figures --query 死者
      kirinuki figures --query 'outlet:みなと新報 figure:人' --chart 死者.svg
      kirinuki figures --as-of 2025-05-03 --csv > 数字.csv
      kirinuki figures --call 3f9c2a1b7e04d5c8:119-122 correction
      kirinuki figures --apart 3f9c2a1b7e04d5c8:119-122 8a01c7d2e4b6f903:40-43
    """
    decided: list[tuple[FigureAct, tuple[str, ...]]] = []
    decided += [("same", same)] if same else []
    decided += [("apart", apart)] if apart else []
    decided += [("call", call)] if call else []
    decided += [("undo", (undo,))] if undo else []
    if len(decided) > 1:
        raise click.UsageError("--same、--apart、--call、--undo はどれか一つです (only one of them)")
    if decided:
        _decide(session, *decided[0], as_json=as_json)
        return
    if as_json and as_csv:
        raise click.UsageError("--json と --csv はどちらか一つです (only one of them)")
    from kirinuki.ask.ledgers import Asked
    from kirinuki.publish.figures import figures_csv, series_form, show_figures

    with session.archive() as archive:
        wanted = Asked(archive.narrowed(query, as_of), storyline, as_of=as_of, alone=True, once=everything)
        found, rest = first_page(archive.ledgers.figures(wanted, after), limit)
        if chart is not None:
            from kirinuki.publish.charts import figures_chart

            kept = list(found)
            drawn, found = figures_chart(kept), iter(kept)
            chart.write_text(drawn.svg, encoding="utf-8", newline="\n")
            left = f"。{drawn.left} 本は載せていません" if drawn.left else ""
            say(f"{chart}: {drawn.drawn} 本の推移を描きました{left}")
        if as_json:
            print_json(map(series_form, found))
        elif as_csv:
            print_pieces(figures_csv(found))
        elif chart is None:
            show_figures(found, explain=explain)
    tell_rest(rest)


def _decide(session: Session, act: FigureAct, items: tuple[str, ...], *, as_json: bool) -> None:
    one, other, called = items[0], None, None
    if act == "call":
        relations: tuple[PointRelation, ...] = get_args(PointRelation)
        called = next((relation for relation in relations if relation == items[1]), None)
        if called is None:
            raise click.UsageError(
                f"--call {one} {items[1]}: {', '.join(relations)} から選びます (a relation)"
            )
    elif len(items) > 1:
        other = items[1]
    with session.archive() as archive:
        numbers = archive.decide.figure(act, one, now=session.now(), other=other, called=called)
    if as_json:
        print_json(
            {
                "act": act,
                "called": called,
                "items": [{"item": number.item, "text": number.text} for number in numbers],
            }
        )
        return
    words = " と ".join(number.text for number in numbers)
    done = {
        "same": "同じものの数と決めました",
        "apart": "別のものの数と決めました",
        "call": f"{called} と決めました",
        "undo": "決めたことを取り消しました",
    }
    say(f"{words}: {done[act]}")
