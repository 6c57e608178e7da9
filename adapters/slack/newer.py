"""Blocks that not every workspace takes yet, a plan, a chart, a table; and where they are not taken."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from adapters.slack import limits, mrkdwn
from adapters.slack.errors import Trouble
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.languages import Language
from facilitation.talk.messages import Bold, Chart, Items, Message, Spans, Table, plain

Json = dict[str, Any]
T = TypeVar("T")

PLAN, CHART, TABLE = "plan", "data_visualization", "data_table"
ALL = frozenset((PLAN, CHART, TABLE))
NONE: frozenset[str] = frozenset()
REFUSED = "invalid_blocks"
_NUMBER = re.compile(r"\d{1,12}")
_STATES = {"✓": "complete", "▸": "in_progress", "○": "pending"}


def plan(steps: Items) -> Json:
    """Return steps as one block, a task a step."""
    tasks = [
        {
            "type": "task_card",
            "task_id": f"step{place}",
            "title": words.cut(words.one_line(plain(line)), limits.HEADER),
            "status": _STATES[mark],
        }
        for place, (mark, line) in enumerate(steps.marked(), 1)
    ]
    return {"type": PLAN, "title": words.cut(steps.title, limits.HEADER), "tasks": tasks}


def chart(chart: Chart, language: Language) -> Json | None:
    """Return a chart as one block; None for what Slack takes for none: without a share, or with one name for two.

    What is withheld has no place in it, and is told beside it.
    """
    known = [
        {"label": words.cut(words.one_line(bar.name), limits.BAR), "value": bar.percent}
        for bar in chart.bars
        if bar.percent is not None
    ][-limits.BARS :]
    names = [one["label"] for one in known]
    if not known or not all(names) or len(set(names)) < len(names):
        return None
    series = {"name": words.cut(frame.PERCENT.said_in(language), limits.BAR), "data": known}
    title = words.cut(words.one_line(chart.title), limits.CHART)
    bars = {"type": "bar", "series": [series], "axis_config": {"categories": names}}
    return {"type": CHART, "title": title or words.ELLIPSIS, "chart": bars}


def table(table: Table, mention: mrkdwn.Mentioning) -> Json | None:
    """Return a table as one block; None for what Slack takes for none, or what is read more easily as words."""
    if not 1 <= len(table.cells) <= limits.TABLE_ROWS:
        return None
    if not 1 <= len(table.heads) <= limits.TABLE_COLUMNS:
        return None
    heads = [_raw(one) for one in table.heads]
    rows = [[_cell(one, mention) for one in row] for row in table.cells]
    said = [*table.heads, *(plain(one) for row in table.cells for one in row)]
    block = {
        "type": TABLE,
        "caption": words.one_line(table.title) or words.ELLIPSIS,
        "rows": [heads, *rows],
        "page_size": limits.TABLE_PAGE,
        "row_header_column_index": 0,
    }
    long = len(json.dumps(block, ensure_ascii=False).encode()) > limits.TABLE_BYTES
    uneven = any(len(row) != len(heads) for row in rows)
    return None if long or uneven or max(map(words.units, said)) > limits.TABLE_CELL else block


def _raw(text: str) -> Json:
    """Return a cell of words; one of digits alone is sorted as a number."""
    said = words.one_line(text) or "–"
    if _NUMBER.fullmatch(said):
        return {"type": "raw_number", "value": int(said), "text": said}
    return {"type": "raw_text", "text": said}


def _cell(spans: Spans, mention: mrkdwn.Mentioning) -> Json:
    """Return a cell; only what is more than words is rich text, since that is not sorted."""
    if all(isinstance(one, str | Bold) for one in spans):
        return _raw(plain(spans))
    runs = [
        run for one in spans if (run := mrkdwn.run(one, mention))["type"] != "text" or run["text"]
    ]
    section = {"type": "rich_text_section", "elements": runs or [{"type": "text", "text": "–"}]}
    return {"type": "rich_text", "elements": [section]}


def held(message: Message) -> frozenset[str]:
    """Return which of these blocks a message would hold."""
    steps = any(isinstance(one, Items) and one.done is not None for one in message.blocks)
    charts = any(isinstance(one, Chart) for one in message.blocks)
    tables = any(isinstance(one, Table) for one in message.blocks)
    kinds = ((PLAN, steps), (CHART, charts), (TABLE, tables))
    return frozenset(kind for kind, there in kinds if there)


class Newer:
    """Which workspaces do not take which of these blocks, as they have shown; the others are given them."""

    def __init__(self) -> None:
        """Take it that all of them do."""
        self._without: set[tuple[str, str]] = set()

    async def post(
        self, workspace: str, message: Message, post: Callable[[frozenset[str]], Awaitable[T]]
    ) -> T:
        """Return what `post` does, which is told which of these blocks to use; raises Trouble."""
        these = frozenset(one for one in held(message) if (workspace, one) not in self._without)
        refused = NONE
        while True:
            left = these - refused
            try:
                done = await post(left)
            except Trouble as trouble:
                if not left or trouble.code != REFUSED:
                    raise
                # those that Slack names, where it names one
                refused |= {one for one in left if one in trouble.detail} or left
            else:
                self._without |= {(workspace, one) for one in refused}
                return done
