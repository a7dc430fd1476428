"""kirinuki beside what a user would take instead: same inputs, same scoring, every mapping in the open.

    python -m evals.peers [temporal|names|statements …]      all of them by default

Each peer lives in a virtual environment of its own under .peers/, installed once by its script in bench/peers/.
What a peer says is turned into the form of `Reading.to_json` (`ja_timex`, `names`, `statements`) and then scored
by the same functions as kirinuki's reading. Nothing here draws at random: the same data and versions print the
same tables.
"""
