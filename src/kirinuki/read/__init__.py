"""Revision → Reading. Pure: the same text, date and version give the same reading.

`reader` walks the steps: `sentences` (with `brackets`), `morphemes`, `times`, `quantities`, `names`, `statements`.
Rules stand in code, classes of words in `lexicon/`.
"""
