"""出典: the way from shown words back to the captured bytes, read again to prove it."""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromPath

from kirinuki.errors import TraceError
from kirinuki.publish import wording
from kirinuki.publish.view import shown_address
from kirinuki.publish.wording import legible
from kirinuki.web.desk import AtDesk

_AROUND = 120
"""Characters of the text that are shown on either side of the words."""


@get("/trace/{item:str}", sync_to_thread=True)
def trace(desk: AtDesk, item: FromPath[str]) -> Response[bytes]:
    """Where an item stands, in which capture and record, and whether the bytes still say so."""
    with desk.archive() as archive:
        evidence = archive.evidence(item)
        revision = archive.revision(evidence.revision)
        article = archive.article(revision.article)
        source = archive.source(revision.id)
        current = archive.current(article.id).id == revision.id
        rows = [
            (desk._("版"), revision.id),
            (desk._("文字"), f"{evidence.span.start}–{evidence.span.end}"),
            (desk._("記事"), shown_address(article.uri)),
        ]
        try:
            found = archive.trace(item)
        except TraceError as e:
            proved, proof = False, str(e)
        else:
            proved = True
            proof = desk._("記録のバイト列を読み直し、同じ言葉がそこにあることを確かめました。")
            capture = found.capture
            rows += [
                (
                    desk._("取り込み"),
                    f"{capture.given.name} {capture.captured_at.isoformat(timespec='minutes')}",
                ),
                ("WARC", f"{capture.file} {capture.id}"),
                ("SHA-256", capture.digest),
            ]
    start, end = evidence.span.start, evidence.span.end
    return desk.page(
        "trace.html.j2",
        item=item,
        article=article.id,
        revision=revision.id,
        current=current,
        outlet=wording.outlet(source),
        when=desk.words.published(source),
        heading=wording.heading(source, revision.text),
        before=legible(revision.text[max(0, start - _AROUND) : start]),
        words=legible(evidence.text),
        after=legible(revision.text[end : end + _AROUND]),
        proved=proved,
        proof=proof,
        rows=[(name, legible(value)) for name, value in rows],
    )


HANDLERS = [trace]
