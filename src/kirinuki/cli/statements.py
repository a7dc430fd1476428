"""kirinuki statements: the ledger of all that anybody is reported to have said."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import click

from kirinuki.cli.options import Day, as_json, as_of, asked, cursor, first_page
from kirinuki.cli.session import Session, print_json, print_pieces
from kirinuki.model.reading import Stance


@click.command("statements", short_help="だれがいつ何と言ったか (who said what, when)")
@asked
@click.option("--speaker", metavar="WORDS", help="話者にこの語を含むものだけ (only by whom these words name)")
@click.option("--outlet", metavar="NAME", help="この報道機関が伝えたものだけ")
@click.option("--since", type=Day(), help="この日から言われたもの [最初から]")
@click.option("--until", type=Day(), help="この日まで言われたもの [最後まで]")
@click.option("--stance", type=click.Choice(get_args(Stance)), help="述べ方: denied 否定、demanded 要求など")
@click.option("--storyline", metavar="STORYLINE", help="この流れの記事だけ (only in this storyline)")
@as_of
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="見せる件数")
@cursor
@click.option(
    "--csv", "as_csv", is_flag=True, help="表計算のための CSV を標準出力へ (CSV on standard output)"
)
@as_json
@click.pass_obj
def command(
    session: Session,
    query: str | None,
    speaker: str | None,
    outlet: str | None,
    since: dt.date | None,
    until: dt.date | None,
    stance: Stance | None,
    storyline: str | None,
    as_of: dt.datetime | None,
    limit: int,
    after: str | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """だれがいつ何と言ったと伝えられたかを、伝えられた順に並べます。発言の台帳です。

    一度に --limit 件。続きは、最後に示す ITEM を --cursor に渡します。言った日が本文にないものは、公表された日のものとします。

    The ledger of statements, in the order of telling: speaker, day, how it was said, the words, and where they stand.
    What the text dates no day counts as said on the day of publication.

    \b
    例:
      kirinuki statements --speaker 市長 --since 2025-05-01
      kirinuki statements --query '選挙 to:首相 -延期'
      kirinuki statements --stance denied --json
      kirinuki statements --limit 10000 --csv > 発言.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json と --csv はどちらか一つです (only one of them)")
    from kirinuki.ask.ledgers import Asked
    from kirinuki.publish.claims import show_statements, statement_form, statements_csv

    with session.archive() as archive:
        wanted = Asked(
            query=archive.narrowed(
                query, as_of, outlet=outlet, said=(since, until + dt.timedelta(days=1) if until else None)
            ),
            storyline=storyline,
            order="oldest",
            as_of=as_of,
            kinds=frozenset([stance]) if stance else None,
            # What is told of a day is told on it or later.
            first_day=since,
            speaker=speaker,
        )
        found, rest = first_page(archive.ledgers.statements(wanted, after), limit)
        if as_json:
            print_json({"statements": map(statement_form, found), "after": rest})
        elif as_csv:
            print_pieces(statements_csv(found))
        else:
            show_statements(found, rest)
