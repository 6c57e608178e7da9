"""Steps as Slack's plan: one task a step, and where a workspace does not take one, which is remembered."""

from collections.abc import Awaitable, Callable
from typing import Any

from adapters.slack import limits
from adapters.slack.errors import Trouble
from facilitation.talk import text as words
from facilitation.talk.messages import Items, Message, plain

Json = dict[str, Any]

_STATES = {"✓": "complete", "▸": "in_progress", "○": "pending"}


def plan(steps: Items) -> Json:
    """Return steps as one block."""
    tasks = [
        {
            "type": "task_card",
            "task_id": f"step{place}",
            "title": words.cut(words.one_line(plain(line)), limits.HEADER),
            "status": _STATES[mark],
        }
        for place, (mark, line) in enumerate(steps.marked(), 1)
    ]
    return {"type": "plan", "title": words.cut(steps.title, limits.HEADER), "tasks": tasks}


class Plans:
    """Which workspaces do not take plans, as they have shown; the others are given them."""

    def __init__(self) -> None:
        """Take it that all of them do."""
        self._without: set[str] = set()

    async def post(
        self, workspace: str, message: Message, post: Callable[[bool], Awaitable[Json]]
    ) -> Json:
        """Return what `post` does, which is told whether steps are a plan; raises Trouble."""
        steps = any(isinstance(one, Items) and one.done is not None for one in message.blocks)
        plans = steps and workspace not in self._without
        try:
            return await post(plans)
        except Trouble as trouble:
            if not plans or trouble.code != "invalid_blocks":
                raise
            self._without.add(workspace)
            return await post(False)
