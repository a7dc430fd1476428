"""python -m evals.peers [temporal|names|statements …] [--every N] [--unseen] [--differences]"""

from __future__ import annotations

import argparse
import sys

from evals.peers import names, numbers, statements, temporal
from evals.peers.programs import NotInstalledError

REPORTS = ("temporal", "names", "statements")


def main() -> None:
    parser = argparse.ArgumentParser(prog="evals.peers", description=__doc__)
    parser.add_argument("reports", nargs="*", metavar="|".join(REPORTS))
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="names: only every N-th sentence (GiNZA is slow)"
    )
    parser.add_argument(
        "--unseen", action="store_true", help="statements: the unseen halves of our gold as well"
    )
    parser.add_argument(
        "--differences", action="store_true", help="temporal: list the cases that we meet otherwise anew"
    )
    args = parser.parse_args()
    if args.differences:
        print(temporal.write_differences())
        return
    unknown = [name for name in args.reports if name not in REPORTS]
    if unknown:
        parser.error(f"no {', '.join(unknown)}; there are {', '.join(REPORTS)}")
    missing = []
    for name in args.reports or REPORTS:
        try:
            if name == "temporal":
                print(temporal.report(), numbers.report(), sep="\n\n", flush=True)
            elif name == "names":
                print(names.report(args.every), flush=True)
            else:
                print(statements.report(unseen=args.unseen), flush=True)
        except (NotInstalledError, FileNotFoundError) as e:
            missing.append(f"{name}: {e}")
    if missing:
        sys.exit("\n".join(missing))


if __name__ == "__main__":
    main()
