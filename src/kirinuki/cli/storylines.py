"""kirinuki storylines: which articles tell of one run of events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import Day, as_json, as_of, asked, cursor, first_page, limit, tell_rest
from kirinuki.cli.session import Session, print_json, print_pieces, say

if TYPE_CHECKING:
    from kirinuki.ask.ledgers import Found
    from kirinuki.flow import Archive
    from kirinuki.model.chronicle import Storyline
    from kirinuki.weave.regrouping import Ruling


@click.command("storylines", short_help="どの記事が同じ出来事の流れか (runs of events)")
@click.argument("storyline", required=False)
@click.argument("more", nargs=-1, metavar="")
@click.option("--all", "everything", is_flag=True, help="一つの記事だけの流れも (those of one article too)")
@asked
@click.option("--since", type=Day(), help="この日からの記事がある流れ (with articles from this day on)")
@click.option("--until", type=Day(), help="この日までの記事がある流れ (with articles up to this day)")
@click.option("--tagged", metavar="TAG", help="このタグの付いた流れ (別名でもよい; carrying this tag)")
@as_of
@limit
@cursor
@click.option("--csv", "as_csv", is_flag=True, help="一覧を表計算のための CSV で (the list as CSV)")
@click.option("--explain", is_flag=True, help="人が決めたことも示す (with what a person decided)")
@click.option("--join", nargs=2, metavar="A B", help="二つを一つの流れと決める (these two are one)")
@click.option(
    "--apart",
    metavar="ARTICLE",
    help="記事を、それを通じて加わった記事とともに分ける。続けて書けばそれだけを (it leaves)",
)
@click.option("--move", nargs=2, metavar="ARTICLE STORYLINE", help="記事を別の流れに移す (to another)")
@click.option("--title", nargs=2, metavar="STORYLINE WORDS", help="題を付ける。空なら自動に戻す (call it)")
@click.option("--tag", nargs=2, metavar="STORYLINE TAG", help="タグを付ける (tag it)")
@click.option("--untag", nargs=2, metavar="STORYLINE TAG", help="タグを外す。候補からも (take a tag off)")
@click.option("--decisions", is_flag=True, help="決めたことを並べる (what was decided)")
@click.option("--undo", metavar="ID", help="その決定を取り消す。last で最後のもの (take it back)")
@as_json
@click.pass_obj
def command(
    session: Session,
    storyline: str | None,
    more: tuple[str, ...],
    query: str | None,
    everything: bool,
    since: dt.date | None,
    until: dt.date | None,
    tagged: str | None,
    as_of: dt.datetime | None,
    limit: int | None,
    after: str | None,
    as_csv: bool,
    explain: bool,
    join: tuple[str, str] | None,
    apart: str | None,
    move: tuple[str, str] | None,
    title: tuple[str, str] | None,
    tag: tuple[str, str] | None,
    untag: tuple[str, str] | None,
    decisions: bool,
    undo: str | None,
    as_json: bool,
) -> None:
    """同じ出来事の流れを伝える記事を、伝えられた順に、理由とともに並べます。STORYLINE を書けば、タグの候補と、前にあった
    関わりのある流れも示します。

    流れは、そのどの記事の id でも (短くしても) 呼べます。決めたことは decisions.jsonl に残り、記事に付いて回ります:
    あとから来た記事は、移した記事に続けばその流れに入ります。タグは自分の言葉 (kirinuki.toml の [tags]、切り抜き帳のタグ、
    前に付けたもの) から、題や書き出しにあるものだけが候補になります。

    Lists the runs of events that the articles tell of, each article with what it shares with an earlier one
    and how long after it was told. STORYLINE is the id of a storyline, or of any of its articles; ids may be
    shortened. What you decide is kept, holds at once, and can be undone; nothing is woven again for it.

    \b
    kirinuki storylines                             流れの一覧 (all of several articles)
    kirinuki storylines 3f9c2a1b --explain          一つの流れ (the one that holds this article)
    kirinuki storylines --query '選挙 date:2025'     当てはまる記事のある流れ (with such an article)
    kirinuki storylines --json                      一記事の流れも含む (those of one article too)
    kirinuki storylines --join 3f9c2a1b 7e04d5c8    二つの流れを一つに (merge)
    kirinuki storylines --apart 3f9c2a1b 7e04d5c8   この二つの記事だけを分ける (split)
    kirinuki storylines --title 3f9c2a1b 港の再建   題を付ける (call it so)
    kirinuki storylines --undo last                 取り消す (take the last one back)
    """
    pairs = [("join", join), ("move", move), ("title", title), ("tag", tag), ("untag", untag)]
    said = [(act, words) for act, words in pairs if words is not None]
    if as_json and as_csv:
        raise click.UsageError("--json と --csv はどちらか一つです (only one of them)")
    if len(said) + decisions + (apart is not None) + (undo is not None) > 1:
        raise click.UsageError("決めることは一度に一つだけ書けます (one decision at a time)")
    if apart is None and (more or (storyline and (said or decisions or undo is not None))):
        raise click.UsageError("流れは一つだけ、決めるときは書きません (one STORYLINE, none for a decision)")
    from kirinuki.ask.ledgers import Asked

    with session.archive() as archive:
        rulings, now = archive.rulings, session.now()
        if said:
            act, (one, other) = said[0]
            _tell([getattr(rulings, act)(one, other, now=now)], as_json=as_json)
        elif apart is not None:
            listed = [apart, *((storyline,) if storyline else ()), *more]
            _tell([rulings.apart(listed, now=now)], as_json=as_json)
        elif undo is not None:
            undone = rulings.undo(None if undo == "last" else undo, now=now)
            _tell([undone], as_json=as_json, undone=True)
        elif decisions:
            _tell(rulings.all(), as_json=as_json)
        elif storyline is not None:
            _page(archive, archive.storylines.find(storyline, as_of), as_of, explain=explain, as_json=as_json)
        else:
            asked = Asked(archive.narrowed(query, as_of), as_of=as_of, alone=everything or as_json)
            walk = _within(archive, archive.ledgers.storylines(asked, after), since, until, tagged)
            found, rest = first_page(walk, limit)
            if as_csv:
                from kirinuki.publish.storylines import storylines_csv

                print_pieces(storylines_csv(found))
            else:
                _list(archive, found, as_of, explain=explain, as_json=as_json)
            tell_rest(rest)


def _within(
    archive: Archive,
    walk: Iterator[Found[Storyline]],
    since: dt.date | None,
    until: dt.date | None,
    tagged: str | None,
) -> Iterator[Found[Storyline]]:
    """The walk without the storylines that have no article of these days, or not the tag."""
    tag = None if tagged is None else archive.storylines.vocabulary.name_of(tagged)

    def is_wanted(line: Storyline) -> bool:
        days = [archive.revision(member.revision).published for member in line.members]
        return (tag is None or tag in line.tags) and any(
            (since or dt.date.min) <= day <= (until or dt.date.max) for day in days
        )

    return (
        found if found.row is None or is_wanted(found.row) else replace(found, row=None) for found in walk
    )


def _page(
    archive: Archive, line: Storyline, as_of: dt.datetime | None, *, explain: bool, as_json: bool
) -> None:
    from kirinuki.publish.storylines import page_json, page_lines, ruling_line, storyline_lines

    lines = archive.storylines
    suggested, related = lines.suggested(line), lines.related(line, as_of)
    rulings = lines.rulings_on(line)
    if as_json:
        print_json([page_json(line, suggested, related, rulings)])
        return
    told = [*storyline_lines(line, lines.pieces(line, as_of)), *page_lines(suggested, related)]
    if explain and rulings:
        told += ["  人が決めたこと (decided by a person)", *(f"    {ruling_line(r)}" for r in rulings)]
    click.echo("\n".join(told))


def _list(
    archive: Archive,
    found: Iterator[Storyline],
    as_of: dt.datetime | None,
    *,
    explain: bool,
    as_json: bool,
) -> None:
    from kirinuki.publish.storylines import ruling_line, storyline_json, storyline_lines

    if as_json:
        print_json(map(storyline_json, found))
        return
    lines = archive.storylines
    together = alone = 0
    for line in found:
        told = storyline_lines(line, lines.pieces(line, as_of))
        if explain:
            told += [f"  人が決めた: {ruling_line(ruling)}" for ruling in lines.rulings_on(line)]
        click.echo("\n".join(told) + "\n")
        alone += len(line.members) == 1
        together += len(line.members) > 1
    click.echo(f"流れ {together} 件" + (f"、一記事だけのもの {alone} 件" if alone else ""))


def _tell(rulings: list[Ruling], *, as_json: bool, undone: bool = False) -> None:
    from kirinuki.publish.storylines import ruling_json, ruling_line

    if as_json:
        print_json([ruling_json(ruling) for ruling in rulings])
        return
    for ruling in rulings:
        click.echo(ruling_line(ruling) + ("  を取り消しました (undone)" if undone else ""))
    if not rulings:
        say("決めたことはありません (nothing was decided)")
