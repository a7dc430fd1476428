"""Pages in the make of Japanese news sites, with gold, and the score of what is taken out of them.

    python -m evals.pages                 ours beside trafilatura (and what else .peers/ holds), and the time each takes
    python -m evals.pages --errors        and every page that is not right
    python -m evals.pages --write DIR     the pages and their gold as files

All invented. first: ten makes (`makes`), three articles each (`articles`); the extractor was developed on it.
second: forty-six layouts (`layouts`) with stories of another kind (`stories`), ninety pages, written with their gold before the
extractor was run on them once; since then it was mended on them too. bare: the second with classes and ids hashed, without
description and JSON-LD.

Body: F1 over the multiset of character 5-grams, white space left out; title and published day and minute: the same or not;
clean: share of pages without a line of which less than half stands in the gold text.
"""
