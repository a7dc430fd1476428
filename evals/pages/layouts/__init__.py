"""The second set: layouts of Japanese news pages of 2019–2025, by kind of house, from memory of how such pages are built.

Written, with gold, before the extractor was run on them once (the first figures are in docs/quality.md). A layout takes a story
and gives a page; none is a copy of a site's. Gold: lead, subheadings and paragraphs as they stand in the article's own element;
captions, tables, tweets, comments of experts, notices and other articles are not.
"""

from evals.pages.layouts import agencies, broadcasters, dailies, portals, regionals, weeklies

LAYOUTS = (
    *dailies.LAYOUTS,
    *broadcasters.LAYOUTS,
    *portals.LAYOUTS,
    *agencies.LAYOUTS,
    *regionals.LAYOUTS,
    *weeklies.LAYOUTS,
)
