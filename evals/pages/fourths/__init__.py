"""The fourth set: layouts after single Japanese sites of 2019–2025, from memory, at their full size, with the furniture around.

Twenty-three layouts, written with stories and gold of their own before the extractor was run on one of them (first figures:
docs/quality.md). News, places and papers are invented; gold as in `evals.pages.layouts`.
"""

from evals.pages.fourths import dailies, others, wires

LAYOUTS = (*dailies.LAYOUTS, *wires.LAYOUTS, *others.LAYOUTS)
