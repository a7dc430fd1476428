"""The digest as Markdown and as plain text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from kirinuki.model.digest import Digest
from kirinuki.publish import wording
from kirinuki.publish.marking import DifferenceKind
from kirinuki.publish.setting import columns, fill
from kirinuki.publish.view import (
    EditView,
    FoldedTelling,
    Gap,
    Note,
    PageView,
    Paragraph,
    ReportView,
    Rests,
    Update,
    page_view,
)

_WIDTH = 76
_NOTHING = "この期間の記事はありません。"
_COLOPHON = (
    "話者、日付、重なりの判定は機械の読みで、誤りを含みえます。本文は取り込んだ原文のままです。"
    "¶ の符号は kirinuki trace 符号 で原文まで遡れます。"
)

_TEXT_MARKS: dict[DifferenceKind, str] = {
    "same": "{}",
    "here": "［＋{}］",
    "there": "［－{}］",
    "damage here": "［混入 {}］",
    "damage there": "［欠落 {}］",
}
_MARKDOWN_MARKS: dict[DifferenceKind, str] = {
    "same": "{}",
    "here": "<ins>{}</ins>",
    "there": "<del>{}</del>",
    "damage here": "〔混入 {}〕",
    "damage there": "〔欠落 {}〕",
}


def digest_text(
    digest: Digest, *, title: str, version: str, made: dt.datetime | None = None, width: int = _WIDTH
) -> str:
    """The page as plain text in lines of at most `width` columns (a full-width character takes two)."""
    page = page_view(digest, title)
    head = "\n".join(fill(line, width) for line in (page.title, page.period, _measure(page)))
    blocks = [f"{head}\n{'=' * width}"]
    if not page.days:
        blocks.append(_NOTHING)
    for day in page.days:
        blocks.append(f"{day.words}\n{'-' * columns(day.words)}")
        for report in day.reports:
            source = fill("　".join(_source(report)), width, "  ", "  ")
            blocks.append(f"{fill(report.heading, width, '■ ', '  ')}\n{source}")
            if report.revised:
                blocks.append("\n".join(_text_edits(report, width)))
            for part in report.body:
                blocks.append("\n".join(_text_block(part, width)))
    if page.tags:
        blocks.append(fill("タグ  " + " ".join("#" + tag.lstrip("#＃") for tag in page.tags), width))
    if page.links:
        blocks.append("リンク\n" + "\n".join(f"  {link.words}" for link in page.links))
    blocks.append("=" * width + "\n" + fill(_made(version, made) + _COLOPHON, width))
    return "\n\n".join(blocks) + "\n"


def _text_edits(report: ReportView, width: int) -> Iterator[str]:
    yield fill(_edits(report), width, "  ", "  ")
    for revision in report.revised:
        yield fill(f"第{revision.number}版　{revision.when}".rstrip(), width, "    ", "    ")
        for edit in revision.edits:
            words = "".join(_TEXT_MARKS[kind].format(words) for kind, words in edit.parts)
            yield fill(f"{_edit_label(edit)}：{words}　¶ {edit.id}", width, "    - ", "      ")


def _text_block(part: Paragraph | Gap, width: int) -> Iterator[str]:
    if isinstance(part, Gap):
        yield fill(f"［{_gap(part)}］", width, "  ", "  ")
        return
    yield fill("".join(_words(part)), width, "　", "")
    for note in part.notes:
        yield fill(_note(note), width, "    - ", "      ")
    if part.seen:
        yield fill(_seen(part), width, "    ", "    ")
    for update in part.updates:
        yield fill(_update(update), width, "    ", "    ")
    if part.updated:
        yield fill(_updated(part), width, "    ", "    ")
    for comment in part.comments:
        for line in filter(str.strip, comment.split("\n")):
            yield fill(line, width, "    編者 | ", "         | ")
    if part.folded or part.rests:
        yield fill(_others(part), width, "    ", "    ")
    for rests in part.rests:
        yield fill(_rests(rests), width, "    ", "      ")
    for fold in part.folded:
        yield fill(f"{fold.section.label}　{fold.published}", width, "    + ", "      ")
        for telling in fold.tellings:
            yield fill(_telling(telling, _TEXT_MARKS, str), width, "      ", "      ")
            yield fill(f"{_relation(telling)}　¶ {telling.id}", width, "      ", "      ")
    yield fill("  ".join(passage.id for passage in part.passages), width, "    ¶ ", "      ")


def digest_markdown(digest: Digest, *, title: str, version: str, made: dt.datetime | None = None) -> str:
    """The page as CommonMark; what comes from the reports is escaped.

    Differences are `<ins>` and `<del>`: emphasis by asterisks fails beside Japanese punctuation.
    """
    page = page_view(digest, title)
    blocks = [f"# {_escape(page.title)}", page.period, _measure(page)]
    if not page.days:
        blocks.append(_NOTHING)
    for day in page.days:
        blocks.append(f"## {day.words}")
        for report in day.reports:
            source = [_escape(words) for words in _source(report)]
            if report.link:
                source.append(f"[原文](<{report.link}>)")
            blocks += [f"### {_escape(report.heading)}", "　".join(source)]
            if report.revised:
                blocks.append("\n".join([_escape(_edits(report)), "", *_markdown_edits(report)]))
            for part in report.body:
                blocks += _markdown_blocks(part)
    if page.tags:
        blocks.append("タグ：" + " ".join(_escape("#" + tag.lstrip("#＃")) for tag in page.tags))
    if page.links:
        blocks.append(
            "\n".join(
                f"- [{_escape(link.words)}](<{link.href}>)" if link.href else f"- {_escape(link.words)}"
                for link in page.links
            )
        )
    blocks += ["---", _made(version, made) + _COLOPHON]
    return "\n\n".join(blocks) + "\n"


def _markdown_edits(report: ReportView) -> Iterator[str]:
    for revision in report.revised:
        for edit in revision.edits:
            words = "".join(_MARKDOWN_MARKS[kind].format(_escape(words)) for kind, words in edit.parts)
            yield f"- 第{revision.number}版・{_edit_label(edit)}：{words} `{edit.id}`"


def _markdown_blocks(part: Paragraph | Gap) -> Iterator[str]:
    if isinstance(part, Gap):
        yield f"*（{_escape(_gap(part))}）*"
        return
    yield _escape("".join(_words(part)))
    aside = [f"- {_escape(_note(note))}" for note in part.notes]
    if part.seen:
        aside.append(f"- {_escape(_seen(part))}")
    aside += (f"- {_escape(_update(update))}" for update in part.updates)
    if part.updated:
        aside.append(f"- {_escape(_updated(part))}")
    aside.append("- ¶ " + " ".join(f"`{passage.id}`" for passage in part.passages))
    yield "\n".join(aside)
    for comment in part.comments:
        yield "\n".join(
            f"> {_escape(line)}" if line.strip() else ">" for line in ("編者", "", *comment.split("\n"))
        )
    if part.folded or part.rests:
        folded = [_others(part)]
        folded_from = [f"- {_escape(_rests(rests))}" for rests in part.rests]
        for fold in part.folded:
            for telling in fold.tellings:
                words = _telling(telling, _MARKDOWN_MARKS, _escape)
                folded.append(
                    f"- {_escape(fold.section.label)}　{fold.published}（{_escape(_relation(telling))}）{words} `{telling.id}`"
                )
        yield "\n".join([*folded[:1], "", *folded_from, *folded[1:]])


def _escape(words: str) -> str:
    """`words` so that Markdown takes none of them for markup."""
    words = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", words)
    return re.sub(r"^(\s*(?:\d+(?=[.)])|(?=[#+=-])))", r"\1\\", words)


def _measure(page: PageView) -> str:
    return (
        f"記事{wording.count(page.reports)}本／段落{wording.count(page.paragraphs)}／発言{wording.count(page.statements)}"
        f"／原文{wording.count(page.characters_in)}字 → 掲載{wording.count(page.characters_shown)}字"
    )


def _made(version: str, made: dt.datetime | None) -> str:
    when = f"（{wording.plain_day(made.date())}{made:%H:%M}）" if made else ""
    return f"kirinuki {version} が作りました{when}。"


def _source(report: ReportView) -> list[str]:
    words = [report.outlet if report.outlet_known else f"出所 {report.outlet}", report.published]
    words += report.credits
    return words + ([f"改稿{report.revisions}版"] if report.revisions > 1 else [])


def _edits(report: ReportView) -> str:
    return "改稿で変わったところ：" + "・".join(f"{kind}{number}" for kind, number in report.edits)


def _edit_label(edit: EditView) -> str:
    return f"{edit.kind}（見出し）" if edit.heading else edit.kind


def _others(paragraph: Paragraph) -> str:
    words = [f"ほか{len(paragraph.folded)}件"] if paragraph.folded else []
    if rest := paragraph.rest:
        words.append(wording.JAPANESE.rests(rest.articles, rest.independent))
    return "　".join(words)


def _rests(rests: Rests) -> str:
    of = f"「{rests.of}」" if rests.of else ""
    reports = "／".join(
        f"{'、'.join(pointer.label for pointer in origin.sections)}：{origin.why}" for origin in rests.origins
    )
    return f"出どころ{of}　{reports}"


def _gap(gap: Gap) -> str:
    return f"{gap.passages}か所を{'、'.join(pointer.label for pointer in gap.pointers)}にまとめました"


def _words(paragraph: Paragraph) -> Iterator[str]:
    for part in paragraph.parts:
        if isinstance(part, Gap):
            yield f"［{_gap(part)}］"
        else:
            yield from (piece.words for piece in part.pieces)


def _note(note: Note) -> str:
    who = (note.speaker + ("（補い）" if note.implicit else "")) or "話者の記載なし"
    how = f" — {note.cue}" if note.cue else ""
    circumstances = "、".join(filter(None, (note.said, note.via and f"via {note.via}")))
    return f"{who}{how}{f'（{circumstances}）' if circumstances else ''}：{wording.first_words(note.content)}"


def _seen(paragraph: Paragraph) -> str:
    return f"一部は{'、'.join(paragraph.seen)}に既出"


def _update(update: Update) -> str:
    where = f"（{update.earlier.label}から）" if update.earlier else ""
    return f"更新{where}：" + "、".join(
        f"{before or '（なし）'} → {after or '（なし）'}" for before, after in update.changes
    )


def _updated(paragraph: Paragraph) -> str:
    return f"のちに更新：{'、'.join(pointer.label for pointer in paragraph.updated)}"


def _relation(telling: FoldedTelling) -> str:
    return telling.relation + (f"、取り込み時の傷：{telling.damage}" if telling.damage else "")


def _telling(
    telling: FoldedTelling, marks: Mapping[DifferenceKind, str], escape: Callable[[str], str]
) -> str:
    return "".join(marks[kind].format(escape(words)) for kind, words in telling.parts)
