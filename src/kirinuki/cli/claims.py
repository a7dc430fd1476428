"""kirinuki claims: who contradicts whom, who agrees, and who said otherwise before."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import click

from kirinuki.cli.options import as_json, as_of, asked, cursor, first_page, limit, tell_rest
from kirinuki.cli.session import Session, print_json, print_pieces, say
from kirinuki.model.chronicle import ClaimRelation

_APART = "apart"


class Relations(click.ParamType[tuple[ClaimRelation, ...]]):
    """Relations such as `contradiction,change`."""

    name = "RELATION,…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[ClaimRelation, ...]:
        if isinstance(value, tuple):
            return value
        known: tuple[ClaimRelation, ...] = get_args(ClaimRelation)
        names = [name.strip() for name in value.split(",")]
        if any(name not in known for name in names):
            self.fail(f"{value!r}: {', '.join(known)} から選びます (relations)", param, ctx)
        return tuple(relation for relation in known if relation in names)


@click.command("claims", short_help="だれの発言がだれと食い違うか (who contradicts whom)")
@click.argument("storyline", required=False)
@asked
@click.option("--speaker", metavar="WORDS", help="話者にこの語を含むものだけ。ほかの流れでの発言とも比べる")
@as_of
@click.option(
    "--relation",
    "relations",
    type=Relations(),
    help="この間柄だけ: contradiction 対立、change 変化、agreement 一致 [対立と変化]",
)
@click.option(
    "--csv", "as_csv", is_flag=True, help="表計算のための CSV を標準出力へ (CSV on standard output)"
)
@limit
@cursor
@click.option("--explain", is_flag=True, help="なぜそう決めたかも示す (with the reasons)")
@click.option(
    "--call", nargs=3, metavar="ITEM ITEM KIND", help="二つの発言の間柄を自分で決める。apart は別の事柄"
)
@click.option(
    "--undo", nargs=2, metavar="ITEM ITEM", help="この二つについて決めたことを取り消す (take it back)"
)
@as_json
@click.pass_obj
def command(
    session: Session,
    storyline: str | None,
    query: str | None,
    speaker: str | None,
    as_of: dt.datetime | None,
    relations: tuple[ClaimRelation, ...] | None,
    as_csv: bool,
    limit: int | None,
    after: str | None,
    explain: bool,
    call: tuple[str, str, str] | None,
    undo: tuple[str, str] | None,
    as_json: bool,
) -> None:
    """一つの事柄についての発言を、話者と日付ごとに左右に並べます。

    contradiction 対立の可能性: 同じことを一方が打ち消す、反対の言葉で言う、違う数や日を言う。change 発言の変化の可能性:
    一人の言うことが前と違う (言質)。agreement 一致: 別々の話者が同じことを言う。決め手の語を示し、どちらが正しいかは決めません。

    Statements on one matter side by side: who may contradict whom, who may have changed position, who agrees. The words
    that decide are marked; who is right is never said. STORYLINE is the id of a storyline or of any of its articles. What you
    decide is kept in decisions.jsonl, goes before the program's own finding, and follows the words into later revisions.

    \b
    例:
      kirinuki claims --explain
      kirinuki claims --query 'speaker:市長 date:2025-05..'
      kirinuki claims --speaker 村瀬市長 --relation change
      kirinuki claims --as-of 2025-05-03 --csv > 食い違い.csv
      kirinuki claims --call 3f9c2a1b7e04d5c8:119-142 8a01c7d2e4b6f903:40-63 apart
    """
    if call is not None and undo is not None:
        raise click.UsageError("--call と --undo はどちらか一つです (only one of them)")
    if call is not None:
        _decide(session, call[0], call[1], call[2], as_json=as_json)
        return
    if undo is not None:
        _decide(session, *undo, None, as_json=as_json)
        return
    if as_json and as_csv:
        raise click.UsageError("--json と --csv はどちらか一つです (only one of them)")
    from kirinuki.ask.ledgers import Asked
    from kirinuki.publish.claims import claims_csv, comparison_form, show_claims

    with session.archive() as archive:
        wanted = Asked(
            query=archive.narrowed(query, as_of),
            storyline=storyline,
            as_of=as_of,
            kinds=frozenset(relations or ("contradiction", "change")),
            speaker=speaker,
            alone=True,
        )
        found, rest = first_page(archive.ledgers.claims(wanted, after), limit)
        if as_json:
            print_json(map(comparison_form, found))
        elif as_csv:
            print_pieces(claims_csv(found))
        else:
            show_claims(found, explain=explain)
    tell_rest(rest)


def _decide(session: Session, one: str, other: str, name: str | None, *, as_json: bool) -> None:
    kinds = (*get_args(ClaimRelation), _APART)
    if name is not None and name not in kinds:
        raise click.UsageError(f"--call {one} {other} {name}: {', '.join(kinds)} から一つ選びます (one kind)")
    with session.archive() as archive:
        both = archive.decide.claims(one, other, name, now=session.now())
    if as_json:
        print_json({"called": name, "items": [{"item": e.item, "text": e.text} for e in both]})
    else:
        words = "取り消しました" if name is None else f"{name} と決めました"
        say(f"{both[0].text} ／ {both[1].text}: {words}")
