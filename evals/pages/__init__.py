"""Pages in the make of Japanese news sites, with gold, and the score of what is taken out of them.

    python -m evals.pages                 ours beside trafilatura (and what else .peers/ holds), and the time each takes
    python -m evals.pages --errors        and every page that is not right
    python -m evals.pages --write DIR     the pages and their gold as files

Thirty pages: ten makes (`makes`), three invented articles each (`articles`). Body: F1 over the multiset of character 5-grams,
white space left out; title and published day and minute: the same or not; clean: share of pages with no word of their
furniture in the text.
"""
