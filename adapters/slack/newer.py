"""Blocks that not every workspace takes yet, steps as a plan and shares as a chart; and where they are not taken."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from adapters.slack import limits
from adapters.slack.errors import Trouble
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.languages import Language
from facilitation.talk.messages import Chart, Items, Message, plain

Json = dict[str, Any]
T = TypeVar("T")

PLAN, CHART = "plan", "data_visualization"
ALL = frozenset((PLAN, CHART))
NONE: frozenset[str] = frozenset()
REFUSED = "invalid_blocks"
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


def held(message: Message) -> frozenset[str]:
    """Return which of these blocks a message would hold."""
    steps = any(isinstance(one, Items) and one.done is not None for one in message.blocks)
    charts = any(isinstance(one, Chart) for one in message.blocks)
    return frozenset(kind for kind, there in ((PLAN, steps), (CHART, charts)) if there)


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
        try:
            return await post(these)
        except Trouble as trouble:
            if not these or trouble.code != REFUSED:
                raise
            done = await post(NONE)
            self._without |= {(workspace, one) for one in these}
            return done
