"""kirinuki people: who is who over all articles, and what they said."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli.options import as_json, as_of
from kirinuki.cli.session import Session, print_json, print_pieces, say

if TYPE_CHECKING:
    from kirinuki.ask.people import Decision, Page, People
    from kirinuki.weave.people import Act

_TYPES = {"person": "PERSON", "organization": "ORGANIZATION", "place": "PLACE"}


@click.command("people", short_help="人・組織・国と、その発言 (people, and what they said)")
@click.argument("name", required=False)
@click.option(
    "--type",
    "type_",
    type=click.Choice([*_TYPES, "all"]),
    default="person",
    show_default=True,
    help="一覧に出すもの: 人、組織、国、すべて",
)
@as_of
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="一覧に出す数")
@click.option("--after", metavar="CURSOR", help="前の一覧の続きから (go on behind that list)")
@click.option("--with-private", "private", is_flag=True, help="私人も示す (show private persons too)")
@click.option("--with-outlets", "outlets", is_flag=True, help="報道機関も示す (outlets too)")
@click.option("--csv", "as_csv", is_flag=True, help="CSV で: 一覧、または NAME の発言 (a table)")
@click.option("--explain", is_flag=True, help="なぜ一人とみたか、なぜ公人・私人かも示す")
@click.option("--same", nargs=2, metavar="A B", help="二つは同じ人と決める (these two are one)")
@click.option("--apart", nargs=2, metavar="A B", help="二つは別の人と決める (these two are two)")
@click.option("--alias", nargs=2, metavar="NAME WORDS", help="別名を足す (another name)")
@click.option("--public", "make_public", metavar="NAME", help="公人として扱うと決める")
@click.option(
    "--private", "make_private", metavar="NAME", help="私人として伏せると決める (kept out of lists)"
)
@click.option("--decisions", is_flag=True, help="決めたことを並べる (what was decided)")
@click.option("--undo", metavar="ID", help="その決定を取り消す。last で最後のもの (take it back)")
@as_json
@click.pass_obj
def command(
    session: Session,
    name: str | None,
    type_: str,
    as_of: dt.datetime | None,
    limit: int,
    after: str | None,
    private: bool,
    outlets: bool,
    as_csv: bool,
    explain: bool,
    same: tuple[str, str] | None,
    apart: tuple[str, str] | None,
    alias: tuple[str, str] | None,
    make_public: str | None,
    make_private: str | None,
    decisions: bool,
    undo: str | None,
    as_json: bool,
) -> None:
    """記事をまたいで一人を一人として、多く名の出る順に並べます。NAME を書けば、その人の呼び方、肩書の移り変わり、
    言ったことすべてを順に、ともに名の出る人や組織を示します。

    NAME は名前 (肩書つきでもよい)、一覧や --explain にある「名前@記事」、または項目です。公の立場が記事にない人
    (容疑者、被害者など) は私人として一覧に出しません。--public か、kirinuki.toml の [people] private = "show" で出せます。

    Lists people over all articles, the most named first; with NAME, one's names, titles over time, all statements in
    order and whom they are named with. Private persons are left out unless you say so; what you decide is kept in
    decisions.jsonl and can be undone.

    \b
    例:
      kirinuki people
      kirinuki people 凪原知事 --as-of 2025-05-03 --explain
      kirinuki people --type organization --csv
      kirinuki people --apart 凪原@3f9c2a1b7e04 凪原そら
      kirinuki people --undo last
    """
    acts: list[tuple[Act, tuple[str, str] | None]] = [
        ("same", same),
        ("apart", apart),
        ("alias", alias),
        ("public", None if make_public is None else (make_public, "")),
        ("private", None if make_private is None else (make_private, "")),
    ]
    said = [(act, words) for act, words in acts if words is not None]
    if len(said) + (undo is not None) + decisions > 1:
        raise click.UsageError("決めることは一度に一つだけ書けます (one decision at a time)")
    if (said or undo is not None or decisions) and (name is not None or as_csv):
        raise click.UsageError("決めるときは NAME や --csv を書きません (a decision takes no NAME)")
    if as_csv and as_json:
        raise click.UsageError("--csv と --json は、どちらか一つです (one of them)")
    with session.archive() as archive:
        people = archive.people
        if said:
            act, (one, other) = said[0]
            _tell([people.decide(act, one, other, now=session.now())], as_json=as_json)
        elif undo is not None:
            undone = people.undo(None if undo == "last" else undo, now=session.now())
            _tell([undone], as_json=as_json, undone=True)
        elif decisions:
            _tell(people.decisions(), as_json=as_json)
        elif name is not None:
            _page(people, name, as_of, private=private, explain=explain, as_csv=as_csv, as_json=as_json)
        else:
            wanted: Any = _TYPES.get(type_)
            page = people.all(as_of, type=wanted, private=private, outlets=outlets, limit=limit, after=after)
            _list(people, page, as_csv=as_csv, as_json=as_json)


def _page(
    people: People,
    name: str,
    as_of: dt.datetime | None,
    *,
    private: bool,
    explain: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    from kirinuki.publish.people import party_json, said_csv, show_party

    party = people.find(name, as_of)
    if party.private and not private:
        raise click.UsageError(
            f"「{name}」は私人です ({party.decided})。見るには --with-private、公人とするには --public を付けてください "
            "(a private person)"
        )
    said = people.said(party)
    if as_csv:
        print_pieces(said_csv(said))
        return
    company = people.named_with(party, as_of, private=private)
    if as_json:
        print_json(party_json(party, said, company))
    else:
        show_party(party, said, company, explain=explain)


def _list(people: People, page: Page, *, as_csv: bool, as_json: bool) -> None:
    from kirinuki.publish.people import page_csv, page_json, show_page

    said = [len(people.said(party)) for party in page.parties]
    if as_csv:
        print_pieces(page_csv(page, said))
    elif as_json:
        print_json(page_json(page, said))
    else:
        show_page(page, said)


def _tell(decisions: list[Decision], *, as_json: bool, undone: bool = False) -> None:
    if as_json:
        print_json(
            [
                {
                    "id": d.id,
                    "act": d.ruling.act,
                    "one": d.ruling.one,
                    "other": d.ruling.other or None,
                    "at": d.at.isoformat(),
                }
                for d in decisions
            ]
        )
        return
    words = {
        "same": "同じ人",
        "apart": "別の人",
        "alias": "別名",
        "public": "公人",
        "private": "私人",
    }
    for d in decisions:
        other = f" {d.ruling.other}" if d.ruling.other else ""
        ending = "を取り消しました" if undone else ""
        click.echo(f"{d.id}  {words[d.ruling.act]}  {d.ruling.one}{other}{ending}")
    if not decisions:
        say("決めたことはありません (nothing was decided)")
