"""Pages in the make of Japanese news sites, with gold, and the score of what is taken out of them.

    python -m evals.pages                 ours beside trafilatura, and the time each takes (bench/pages.py has more beside it)
    python -m evals.pages --set third     of one set
    python -m evals.pages --folder DIR    of pages of others: NAME.html beside NAME.gold.json (`folders`)
    python -m evals.pages --errors        and every page that is not right
    python -m evals.pages --write DIR     the pages and their gold as files

All invented. first: ten makes (`makes`), three articles each (`articles`); the extractor was developed on it. second: forty-six
layouts (`layouts`) with stories of another kind (`stories`), ninety pages, written with their gold before the extractor was run on
them once; since then it was mended on them too. bare: the second with classes and ids hashed, without description and JSON-LD.
third: thirteen other layouts, twenty-six pages, written when it had been mended on the second, and scored once before it was mended
on them. fourth: twenty-three layouts after single sites, forty-six pages, scored once before the extractor was mended on them.
fifth: twelve layouts after other single sites, twenty-four pages, scored once when it had been mended on the fourth.
plain: the second and the third with every paragraph, heading and section made a <div>.

Body: F1 over the multiset of character 5-grams, white space left out; title and published day and minute (as far as the gold says
it): the same or not;
clean: share of pages without a line of which less than half stands in the gold text.
"""
