"""Notices of what was put up, as offices and companies write them: …の動画を掲載しました."""

from __future__ import annotations

import re

_DONE = "掲載|更新|公表|公開|発表|開催|追加|開始|延期|延長|決定|募集|終了|中止"
_NOTICE = re.compile(rf"(?:{_DONE})を?(?:し|行い|いたし|致し)(?:ました|ます)[。!！]?$")
_PUT_UP = re.compile(
    rf"議事概要|議事要旨|議事録|要旨|会議資料|資料|動画|スケジュール|日程|公募|結果|{_DONE}|中間報告|最終報告|よくある質問|FAQ|Q&A"
)


def posted_anew(earlier: str, later: str) -> str | None:
    """What was put up in place of what, where both sentences are such notices and each has something the other has not."""
    if not (_NOTICE.search(earlier) and _NOTICE.search(later)):
        return None
    was, now = _PUT_UP.findall(earlier), _PUT_UP.findall(later)
    gone, come = [w for w in was if w not in now], [w for w in now if w not in was]
    return f"知らせるものが変わった: {'・'.join(gone)}→{'・'.join(come)}" if gone and come else None
