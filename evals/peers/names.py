"""Names: kirinuki and GiNZA on sentences that others annotated, Wikipedia's (ner-wikipedia) and the web's (UD GSD).

Four tag sets meet: ours (PERSON, ORGANIZATION, PLACE, FACILITY), the two collections' and GiNZA's (Sekine's extended
hierarchy). `TYPES` is the whole mapping; a type that is not in it names what we do not mark (products, works,
events, dates, titles) and is left out on both sides. Where one of GiNZA's types could go to two of ours (School), it
goes to the one that more of these annotations give its spans. The collections mark by their own habits, not by
gold/GUIDELINES.md: 東京都千代田区 is one place there, a school or a shop an organisation here and a facility there. So three
scores: *strict* wants span and type, *span* only the same span, *overlap* any shared character, each item once.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from evals.layers import Item, Layer, f1, match, shared
from evals.peers.programs import GINZA
from evals.peers.tables import table
from evals.scores import shared_folder
from kirinuki.read.reader import Reader

TYPES: dict[str, dict[str, tuple[str, ...]]] = {
    "ner-wikipedia": {
        "PERSON": ("人名",),
        "ORGANIZATION": ("法人名", "政治的組織名", "その他の組織名"),
        "PLACE": ("地名",),
        "FACILITY": ("施設名",),
    },
    "GSD": {
        "PERSON": ("PERSON",),
        "ORGANIZATION": ("ORG",),
        "PLACE": ("GPE", "LOC"),
        "FACILITY": ("FAC",),
    },
    "GiNZA": {
        "PERSON": ("Character", "Person"),
        "ORGANIZATION": (
            "Cabinet", "Company", "Company_Group", "Corporation_Other", "Family", "Government",
            "International_Organization", "Military", "Newspaper", "Organization_Other", "Political_Organization_Other",
            "Political_Party", "Pro_Sports_Organization", "Public_Institution", "School", "Show_Organization",
            "Sports_League", "Sports_Organization_Other",
        ),
        "PLACE": (
            "Bay", "City", "Continental_Region", "Country", "County", "Domestic_Region", "GPE_Other",
            "Geological_Region_Other", "Island", "Lake", "Location_Other", "Mountain", "Postal_Address", "Province",
            "Region_Other", "River", "Sea",
        ),
        "FACILITY": (
            "Airport", "Amusement_Park", "Archaeological_Place_Other", "Bridge", "Canal", "Car_Stop", "Facility_Other",
            "Facility_Part", "GOE_Other", "Line_Other", "Museum", "Park", "Port", "Railroad", "Research_Institute", "Road",
            "Spa", "Sports_Facility", "Station", "Theater", "Tumulus", "Tunnel", "Water_Route", "Worship_Place", "Zoo",
        ),
    },
}  # fmt: skip

_PUBLISHED = dt.date(2020, 1, 1)
"""Names don't depend on it."""


def same_span(a: Item, b: Item) -> bool:
    return (a["start"], a["end"]) == (b["start"], b["end"])


def same_span_and_type(a: Item, b: Item) -> bool:
    return same_span(a, b) and bool(a["type"] == b["type"])


def overlapping(a: Item, b: Item) -> bool:
    return shared(a, b) > 0


MEASURES: dict[str, Callable[[Item, Item], bool]] = {
    "strict": same_span_and_type,
    "span": same_span,
    "overlap": overlapping,
}
Sentence = tuple[str, list[Item]]


def mapped(tags: str, spans: Iterable[tuple[int, int, str]]) -> list[Item]:
    """Spans with types of the tag set `tags` as entities of ours; types outside the mapping are left out."""
    ours = {theirs: type_ for type_, many in TYPES[tags].items() for theirs in many}
    return [{"start": s, "end": e, "type": ours[t]} for s, e, t in spans if t in ours]


def wikipedia(folder: Path) -> list[Sentence]:
    sentences = json.loads((folder / "entities" / "ner.json").read_text(encoding="utf-8"))
    return [
        (s["text"], mapped("ner-wikipedia", ((*e["span"], e["type"]) for e in s["entities"])))
        for s in sentences
    ]


def gsd(folder: Path) -> list[Sentence]:
    text = (folder / "entities" / "ja_gsd-ud-dev.ne.conllu").read_text(encoding="utf-8")
    return [(words, mapped("GSD", spans)) for words, spans in map(_conllu, text.strip().split("\n\n"))]


def _conllu(block: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A sentence of CoNLL-U with names as BILU tags in the last column."""
    text, spans, start = "", [], 0
    for line in block.splitlines():
        columns = line.split("\t")
        if not columns[0].isdigit():
            continue
        end = len(text) + len(columns[1])
        if tag := re.search(r"NE=([BILU])-([A-Z_]+)", columns[9]):
            if tag[1] in "BU":
                start = len(text)
            if tag[1] in "LU":
                spans.append((start, end, tag[2]))
        text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
    return text.rstrip(), spans


def ours(sentences: Iterable[Sentence]) -> Iterator[list[Item]]:
    reader = Reader()
    for text, _ in sentences:
        yield reader.read(text, _PUBLISHED).to_json()["entities"]


def ginza_entities(answer: dict[str, Any]) -> list[Item]:
    """GiNZA's names among its entities. Its PERSON spans are names without titles, as ours are."""
    return mapped("GiNZA", ((s, e, label) for s, e, label in answer["entities"]))


def theirs(sentences: Iterable[Sentence]) -> Iterator[list[Item]]:
    return map(ginza_entities, GINZA.ask([text for text, _ in sentences]))


def counts(gold: list[Item], got: list[Item]) -> Counter[str]:
    """Golds, gots and hits of every measure over all types, and of the strict one by type."""
    count: Counter[str] = Counter({"golds": len(gold), "gots": len(got)})
    for name, same in MEASURES.items():
        layer = Layer(found=same, right=same_span_and_type, attributes={})
        pairs = list(match(gold, got, layer))
        count[name] += len(pairs)
        if name == "strict":
            count.update(f"strict {a['type']}" for a, _ in pairs)
    count.update(f"golds {e['type']}" for e in gold)
    count.update(f"gots {e['type']}" for e in got)
    return count


def report(every: int = 1) -> str:
    """The tables over every `every`-th sentence of ner-wikipedia and all of GSD's."""
    data = shared_folder() / "data"
    parts = []
    for name, sentences in (("ner-wikipedia", wikipedia(data)[::every]), ("UD GSD dev", gsd(data))):
        peer = list(theirs(sentences))
        totals = {"kirinuki": Counter[str](), "GiNZA (ja-ginza)": Counter[str]()}
        for (_, gold), mine, other in zip(sentences, ours(sentences), peer, strict=True):
            totals["kirinuki"] += counts(gold, mine)
            totals["GiNZA (ja-ginza)"] += counts(gold, other)
        sampled = f", every {every}th" if every > 1 and name == "ner-wikipedia" else ""
        parts.append(f"### {name} ({len(sentences):,} sentences{sampled})\n\n{_table(totals)}")
    rows = [(ours, *(", ".join(tags[ours]) for tags in TYPES.values())) for ours in TYPES["GiNZA"]]
    parts.append("### Types\n\n" + table(("ours", *TYPES), rows))
    return "## Names\n\n" + "\n\n".join(parts)


def _table(totals: dict[str, Counter[str]]) -> str:
    def row(measure: str, label: str, type_: str = "") -> tuple[object, ...]:
        cells: list[object] = [label, next(iter(totals.values()))[f"golds{type_}"]]
        for count in totals.values():
            hits, golds, gots = (count[f"{x}{type_}"] for x in (measure, "golds", "gots"))
            cells += [hits / max(1, gots), hits / max(1, golds), f1(hits, golds, gots)]
        return tuple(cells)

    head = ("F1", "gold", *(f"{name} {score}" for name in totals for score in ("P", "R", "F1")))
    rows = [row(measure, f"**{measure}**") for measure in MEASURES]
    rows += [row("strict", f"strict {type_}", f" {type_}") for type_ in TYPES["GSD"]]
    return table(head, rows)
