"""A made-up story in three tellings: what a digest has to do with it is in the comments."""

from __future__ import annotations

import datetime as dt

from kirinuki.ask.digest import Report, compose
from kirinuki.model.digest import Digest
from kirinuki.model.weaving import Resemblance
from tests.ask.reports import report, retold, said

# The first telling. Its second paragraph is told again with a bracket lost; its third is extended the day after.
KITAYAMA = report(
    "kitayama1",
    "白崎市は10日、老朽化した岬灯台を3年かけて修復すると発表した。費用は約2億円を見込む。\n\n"
    "市川さくら市長は会見で「灯台は町の目印だ。必ず残す」と述べた。\n\n"
    "観光協会によると、昨年の来訪者は4万人だった。",
    outlet="北山日報",
    title="岬灯台、3年かけ修復へ",
    published="2025-04-10T18:30:00+09:00",
    uri="https://kitayama.example/20250410/1",
    times={"10日": ("2025-04-10", "2025-04-11"), "昨年": ("2024-01-01", "2025-01-01")},
    quantities={"約2億円": (2e8, "円"), "4万人": (4e4, "人")},
    names=["白崎市", "岬灯台", "市川さくら", "観光協会"],
    statements=[
        said("老朽化した岬灯台を3年かけて修復する", "白崎市", "発表した", on="2025-04-10"),
        said("灯台は町の目印だ。必ず残す", "市川さくら市長", "述べた"),
        said("昨年の来訪者は4万人だった", "観光協会", "によると"),
    ],
    revisions=2,
)

# The same news by another outlet, with one paragraph of its own.
AONAMI = report(
    "aonami1",
    "白崎市は10日、老朽化した岬灯台を3年かけて修復すると発表しました。費用は約2億円を見込みます。\n\n"
    "市川さくら市長は灯台は町の目印だ。必ず残す」と述べました。\n\n"
    "工事は5月に始まる予定で、漁協は「作業船の航路に気をつけたい」としています。",
    outlet="青波テレビ",
    title="岬灯台を修復へ　白崎市が発表",
    published="2025-04-10T19:00:00+09:00",
    times={"10日": ("2025-04-10", "2025-04-11"), "5月": ("2025-05-01", "2025-06-01")},
    quantities={"約2億円": (2e8, "円")},
    names=["白崎市", "岬灯台", "市川さくら", "漁協"],
    statements=[
        said("老朽化した岬灯台を3年かけて修復する", "白崎市", "発表しました", on="2025-04-10"),
        said("作業船の航路に気をつけたい", "漁協", "として"),
    ],
)

# The day after, pasted without outlet or title: the figure has changed, and one sentence says more than before.
PASTED = report(
    "pasted1",
    "岬灯台の修復をめぐり、白崎市は11日、費用は約3億円を見込むと明らかにした。\n\n"
    "また「資材の値上がりが響いた」と説明した。\n\n"
    "観光協会によると、昨年の来訪者は4万人だったが、今年はさらに増える見込みだという。"
    "市川市長は「灯台は町の目印だ。必ず残す」と重ねて述べ、寄付を呼びかけた。",
    published="2025-04-11",
    times={
        "11日": ("2025-04-11", "2025-04-12"),
        "昨年": ("2024-01-01", "2025-01-01"),
        "今年": ("2025-01-01", "2026-01-01"),
    },
    quantities={"約3億円": (3e8, "円"), "4万人": (4e4, "人")},
    names=["岬灯台", "白崎市", "観光協会", "市川"],
    statements=[
        said("費用は約3億円を見込む", "白崎市", "明らかにした", on="2025-04-11"),
        said("資材の値上がりが響いた", "白崎市", "説明した", on="2025-04-11", implicit=True),
        said("昨年の来訪者は4万人だったが、今年はさらに増える見込みだ", "観光協会", "によると"),
        said("灯台は町の目印だ。必ず残す", "市川市長", "重ねて述べ"),
    ],
)

REPORTS: tuple[Report, ...] = (KITAYAMA, AONAMI, PASTED)

RESEMBLANCES: tuple[Resemblance, ...] = (
    retold(
        KITAYAMA,
        "白崎市は10日、老朽化した岬灯台を3年かけて修復すると発表した。",
        AONAMI,
        "白崎市は10日、老朽化した岬灯台を3年かけて修復すると発表しました。",
        "reworded",
        ("発表|した", "発表|しました"),
    ),
    retold(
        KITAYAMA,
        "費用は約2億円を見込む。",
        AONAMI,
        "費用は約2億円を見込みます。",
        "reworded",
        ("む", "みます"),
    ),
    retold(
        KITAYAMA,
        "市川さくら市長は会見で「灯台は町の目印だ。必ず残す」と述べた。",
        AONAMI,
        "市川さくら市長は灯台は町の目印だ。必ず残す」と述べました。",
        "reworded",
        ("会見で", "市川さくら市長は|"),
        ("述べ|た", "述べ|ました"),
        damage="開き括弧の欠落",
    ),
    retold(
        KITAYAMA,
        "費用は約2億円を見込む。",
        PASTED,
        "費用は約3億円を見込む",
        "updated",
        ("2", "3"),
    ),
    retold(
        KITAYAMA,
        "観光協会によると、昨年の来訪者は4万人だった。",
        PASTED,
        "観光協会によると、昨年の来訪者は4万人だったが、今年はさらに増える見込みだという。",
        "extended",
        ("だった|", "が、今年はさらに増える見込みだという"),
    ),
    retold(KITAYAMA, "灯台は町の目印だ。必ず残す", PASTED, "灯台は町の目印だ。必ず残す", "same"),
)


def digest(comments: dict[str, str] | None = None) -> Digest:
    """The digest of the whole story, with tags and links as a log has them."""
    return compose(
        REPORTS,
        RESEMBLANCES,
        comments or {},
        ["灯台", "白崎市"],
        ["cliplog.example", "https://memo.example/d/20250410"],
        dt.date(2025, 4, 10),
        dt.date(2025, 4, 12),
    )
