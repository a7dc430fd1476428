"""The demo: a fresh archive from the bundled newspaper (or a file of yours), and its page.

    python examples/demo.py                                   the made-up newspaper beside this file
    python examples/demo.py FILE --published 2022-12-31       a clip log or report of your own

Everything is written under out/demo/. It is also the shortest example of kirinuki from Python.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
from pathlib import Path

import kirinuki

EXAMPLES = Path(__file__).resolve().parent
OUT = EXAMPLES.parent / "out" / "demo"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--published", type=dt.date.fromisoformat)
    args = parser.parse_args()

    shutil.rmtree(OUT, ignore_errors=True)
    now = dt.datetime.now().astimezone()
    with kirinuki.Archive.create(OUT / "archive") as archive:
        for path in [args.file] if args.file else bundled():
            added = archive.add(path.read_bytes(), name=path.name, published=args.published, now=now)
            print(f"{path.name}: 記事 {len(added.reports)} 件")
            for problem in added.problems:
                print(f"  {problem.place}: {problem.message}")
        archive.read_new()
        archive.weave_new()

        span = archive.span()
        if span is None:
            raise SystemExit("記事がありません (no report was found)")
        digest = archive.digest(span[0], span[1] + dt.timedelta(days=1))
        page = OUT / "digest.html"
        page.write_text(
            kirinuki.render(digest, "html", title=archive.config.title), encoding="utf-8", newline="\n"
        )

        counts = archive.status()
        print(
            f"\n記事 {counts['articles']}、版 {counts['revisions']}、発言 {counts['statements']}、"
            f"繰り返し {counts['repeats']}: 原文 {digest.characters_in:,} 字を {digest.characters_shown:,} 字に"
        )
    print(f"書庫: {OUT / 'archive'}")
    print(
        f"ほかの機械から見るには: python3 -m http.server -d {OUT} 8000  → http://localhost:8000/digest.html"
    )
    print(page.as_uri())


def bundled() -> list[Path]:
    """The example's files, oldest first, the clip log last as a reader pastes it at the end of the day."""
    return [
        *sorted((EXAMPLES / "newspaper").glob("*.jsonl")),
        *sorted(EXAMPLES.glob("report-*.*")),
        *sorted(EXAMPLES.glob("cliplog-*.txt")),
    ]


if __name__ == "__main__":
    main()
