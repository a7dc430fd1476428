"""Series of figures as a picture: SVG with no script, drawn on this machine.

What is settled goes on as a step line, for a toll stands until the next is told; where sources disagree, a bar spans
their values. Each source has a colour and a shape of its own, so that the picture tells as much without colour.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kirinuki.ask.figures import FigureSeries
from kirinuki.model.chronicle import Point
from kirinuki.publish.curves import value
from kirinuki.publish.figures import RELATIONS
from kirinuki.publish.wording import legible, outlet

FONTS = (
    '"Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAexGothic", sans-serif'
)
"""Japanese fonts of Linux, macOS and Windows: the first that the viewer has sets the words."""

_MOST = 12
"""Series in one picture."""
_SOURCES = 8
"""Sources that can be told apart; the rarer ones are one."""
_REST = "ほか"
# Okabe and Ito's colours, which the colour-blind can tell apart.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8A6D00", "#444444", "#999999")
_STAR = "M0,-1.7L.4,-.5L1.6,-.5L.6,.2L1,1.4L0,.65L-1,1.4L-.6,.2L-1.6,-.5L-.4,-.5Z"
_SHAPES = (
    *("circle", "square", "triangle-up", "diamond", "cross"),
    *("triangle-down", "triangle-right", "triangle-left", _STAR),
)
_WIDTH, _HEIGHT = 620, 190
_WORDS: dict[str, Any] = {"align": "left", "baseline": "bottom", "dx": 8, "dy": -4, "fontSize": 12}
_LABEL = 15
"""Pixels from one label to the next below it."""
_DAYS = 9
"""So many days have each a mark of its own."""
_APART = "#b2182b"
_INK, _QUIET, _RULE = "#22201c", "#6b675f", "#e4dfd4"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: how many series are drawn in it, and how many are left out for want of room or of a second value."""

    svg: str
    drawn: int
    left: int


def figures_chart(found: Sequence[FigureSeries]) -> Drawn:
    """The series that more than one number fills, one panel below the other; a picture that says so where there are none."""
    shown = [told for told in found if len(told.series.points) > 1][:_MOST]
    import altair as alt
    import vl_convert

    names = _sources(shown)
    if shown:
        chart: Any = alt.vconcat(*(_panel(told, names) for told in shown), spacing=28)
    else:
        words = alt.value("推移を描ける数字がありません (no number was told twice)")
        chart = _plot([{}]).mark_text(fontSize=14).encode(text=words)
    chart = (
        chart.configure(font=FONTS, background="#ffffff")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_QUIET, gridColor=_RULE, domainColor=_RULE, tickColor=_RULE, labelFontSize=12
        )
        .configure_legend(labelFontSize=12, titleColor=_QUIET, symbolSize=90, labelLimit=220, orient="right")
        .configure_title(fontSize=15, anchor="start", frame="group", color=_INK, fontWeight="bold", offset=14)
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    return Drawn(svg, len(shown), len(found) - len(shown))


def _sources(shown: Sequence[FigureSeries]) -> list[str]:
    """Who gave the numbers, in the order of telling; where there are too many, the commonest."""
    told = [_source(one, point) for one in shown for point in one.series.points]
    common = {name for name, _ in Counter(told).most_common(_SOURCES)}
    kept = [name for name in dict.fromkeys(told) if name in common]
    return kept if len(kept) == len(set(told)) else [*kept, _REST]


def _source(told: FigureSeries, point: Point) -> str:
    if point.source is not None:
        return legible(" ".join(point.source.text.split()))
    return outlet(told.sources[point.evidence.revision])


def _plot(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Something to draw of these rows. (Altair's types leave out its data.)"""
    import altair as alt

    data: Any = alt.Data
    return alt.Chart(data(values=list(rows)))


def _panel(told: FigureSeries, names: Sequence[str]) -> Any:
    import altair as alt

    rows = _rows(told, names)
    low, high = _domain([row["value"] for row in rows])
    _spread(rows, low, high)
    first, last = _stretch(rows)
    ticks: Any = "day" if last - first < dt.timedelta(days=_DAYS) else _DAYS
    x = alt.X("time:T").scale(type="utc", domain=[first.isoformat(), last.isoformat()])
    x = x.axis(title=None, format="%-m月%-d日", labelOverlap=True, tickCount=ticks)
    y = alt.Y("value:Q").scale(domain=[low, high], zero=False)
    y = y.axis(title=None, tickCount=4, format=",~f")
    domain = list(names)
    colour = alt.Color("source:N", title="出どころ").scale(domain=domain, range=list(_COLOURS[: len(names)]))
    shape = alt.Shape("source:N", title="出どころ").scale(domain=domain, range=list(_SHAPES[: len(names)]))
    settled = [row for row in rows if row["relation"] != "disagreement"]
    layers = (
        _plot(_spans(rows))
        .mark_rule(strokeWidth=9, opacity=0.28, color=_APART, strokeCap="round")
        .encode(x=x, y="low:Q", y2="high:Q"),
        _plot(settled).mark_line(interpolate="step-after", color=_QUIET, strokeWidth=1.6).encode(x=x, y=y),
        _plot(rows)
        .mark_point(filled=True, size=95, opacity=1, stroke="white", strokeWidth=0.8)
        .encode(x=x, y=y, color=colour, shape=shape),
        # The white below keeps words legible where a line runs through them.
        _plot(rows).mark_text(**_WORDS, stroke="white", strokeWidth=4).encode(x=x, y="at:Q", text="label:N"),
        _plot(rows).mark_text(**_WORDS, color=_INK).encode(x=x, y="at:Q", text="label:N"),
    )
    title = f"{legible(told.series.slot)} [{told.series.unit}]"
    return alt.layer(*layers).properties(
        width=_WIDTH, height=_HEIGHT, title=title, description=_in_words(told)
    )


def _rows(told: FigureSeries, names: Sequence[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for point in told.series.points:
        name = _source(told, point)
        again = rows and point.relation == "same"
        rows.append(
            {
                "time": _moment(point.when.from_),
                "value": value(point),
                "relation": point.relation,
                "source": name if name in names else _REST,
                "label": "" if again else _label(point),
            }
        )
    return rows


def _label(point: Point) -> str:
    word = "" if point.relation in ("first", "update", "same") else f" {RELATIONS[point.relation]}"
    return legible(" ".join(point.evidence.text.split())) + word


def _moment(iso: str) -> str:
    """A day, or a time of it, as a moment that the picture takes for no zone's."""
    return f"{iso}T00:00:00Z" if len(iso) == 10 else f"{iso}Z"


def _spans(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """From the least to the most of values that disagree: a run of them, with the value that they disagree with."""
    spans: list[dict[str, Any]] = []
    run: list[dict[str, Any]] = []
    for row in rows:
        if row["relation"] != "disagreement":
            run = [row]
            continue
        run.append(row)
        values = [one["value"] for one in run]
        span = {"time": row["time"], "low": min(values), "high": max(values)}
        if len(run) > 2 and spans and spans[-1]["time"] == row["time"]:
            spans.pop()
        spans.append(span)
    return spans


def _domain(values: Sequence[float]) -> tuple[float, float]:
    """From nothing, unless all values lie close together."""
    low, high = min(values), max(values)
    room = (high - low) or abs(high) or 1.0
    if low >= 0 and high - low > high / 4:
        return 0.0, high + room * 0.12
    return low - room * 0.35, high + room * 0.35


def _spread(rows: Sequence[dict[str, Any]], low: float, high: float) -> None:
    """Put the labels of one time apart, from the highest value down, so that none covers another."""
    step = (high - low) * _LABEL / _HEIGHT
    for row in rows:
        row["at"] = row["value"]
    for _, group in groupby(
        sorted(rows, key=lambda row: str(row["time"])), key=lambda row: str(row["time"])[:10]
    ):
        free = None
        for row in sorted(group, key=lambda row: -float(row["value"])):
            if not row["label"]:
                continue
            row["at"] = row["value"] if free is None else min(row["value"], free - step)
            free = row["at"]


def _stretch(rows: Sequence[Mapping[str, Any]]) -> tuple[dt.datetime, dt.datetime]:
    """The time that the picture shows: with room for the last label, and a day where there is one moment alone."""
    times = [dt.datetime.fromisoformat(row["time"]) for row in rows]
    first, last = min(times), max(times)
    room = max(last - first, dt.timedelta(days=1))
    return first - room / 20, last + room / 5


def _in_words(told: FigureSeries) -> str:
    """The picture for those who do not see it."""
    return "、".join(
        f"{point.when.from_[:10]} {_label(point)} ({_source(told, point)})" for point in told.series.points
    )
