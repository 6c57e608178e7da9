"""What can be done on the page, once: pages.py lets people do it by form, api.py lets scripts do it by JSON."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from adapters.playground import html, log, moves, tour
from adapters.playground.fields import Asked
from adapters.playground.inbound import command_line
from adapters.playground.parts import Parts
from facilitation.people.model import Member
from facilitation.talk.forms import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an act came to: whose it was, where it left them, and the form it opened, if any."""

    persona: Member
    conversation: str
    thread: str = ""
    asked: Asked | None = None


class Acts:
    """The acts, each of which wakes every open page when it is through."""

    def __init__(self, parts: Parts) -> None:
        """Take what to act on."""
        self._parts = parts
        self._chat = parts.chat()
        self._moving = asyncio.Lock()

    async def send(
        self, who: str, conversation: str, text: str, key: str = "", thread: str = ""
    ) -> Done:
        """Send what was typed, in a thread where one is named."""

        def act() -> tuple[Done, list[str]]:
            member = self._chat.member(who)
            place = self._chat.conversation(member, conversation)
            asked = self._chat.send(member, place, text, key, thread)
            line = command_line(place, text)
            happened = f"wrote {place.kind}" if line is None else f"line {line}"
            return Done(persona=member, conversation=place.id, thread=thread, asked=asked), [
                happened
            ]

        return await self._do(act)

    async def press(self, who: str, message: str, command: str, key: str = "") -> Done:
        """Press a button of a card, or choose from its menu, named by the command line it carries."""

        def act() -> tuple[Done, list[str]]:
            member = self._chat.member(who)
            post = self._chat.post(member, message)
            asked = self._chat.press(member, post, command, key)
            text = html.commands(post.message)[command] if post.message else ""
            happened = [f"press {text}", f"line {command}"]
            done = Done(
                persona=member, conversation=post.conversation, thread=post.thread, asked=asked
            )
            return done, happened

        return await self._do(act)

    async def submit(
        self,
        who: str,
        conversation: str,
        line: str,
        answers: Answers,
        message: str = "",
        key: str = "",
    ) -> Done:
        """Send a form off; `message` is the card whose button opened it, where one did."""

        def act() -> tuple[Done, list[str]]:
            member = self._chat.member(who)
            place = self._chat.conversation(member, conversation)
            card = self._chat.post(member, message).id if message not in ("", "0") else 0
            asked = self._chat.submit(member, place, line, answers, card, key)
            happened = [] if asked else [f"form {line}"]
            return Done(persona=member, conversation=place.id, asked=asked), happened

        return await self._do(act)

    async def move(self, by: str, who: str = "") -> list[str]:
        """Move time; one move at a time."""
        async with self._moving:
            lines = await moves.move(self._parts, by, who)
        await asyncio.to_thread(self._ticked, who, f"move {by}")
        self._parts.bell.ring()
        return lines

    async def account(self, member: str, on: bool) -> None:
        """Switch a member's account on or off, as a company does when somebody leaves."""
        found = await asyncio.to_thread(self._chat.member, member)
        await asyncio.to_thread(log.set_deactivated, self._parts.log, [found.id], not on)
        self._parts.bell.ring()

    async def colleagues(self, answer: bool) -> None:
        """Let colleagues answer, or fall silent."""
        async with self._moving:
            await asyncio.to_thread(self._parts.colleagues.set_answer, answer)
        self._parts.bell.ring()

    async def hide(self, what: str, away: bool) -> None:
        """Put the hint or the tour away, or bring it back."""
        await asyncio.to_thread(tour.hide, self._parts.log, what, away)
        self._parts.bell.ring()

    async def start_over(self) -> None:
        """Begin again with the company as it was."""
        async with self._moving:
            await self._parts.start_over()
        self._parts.bell.ring()

    async def _do(self, act: Callable[[], tuple[Done, list[str]]]) -> Done:
        """Do it on a thread, since it waits for the database; tick the tour's steps it does; ring."""

        def ticking() -> Done:
            done, happened = act()
            tour.happened(self._parts.log, done.persona, happened)
            self._parts.colleagues.play(done.persona.id)
            tour.hide(self._parts.log, "hint", True)
            return done

        done = await asyncio.to_thread(ticking)
        async with self._moving:
            # what it owes to others arrives now, not at the next move
            await self._parts.move_to(self._parts.clock.now(), "")
        self._parts.bell.ring()
        return done

    def _ticked(self, who: str, happened: str) -> None:
        if who:
            tour.happened(self._parts.log, self._chat.member(who), [happened])
