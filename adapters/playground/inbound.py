"""What a person does in the chat, as an Incoming; and what the Reply does to the chat."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from adapters.playground import html, log
from adapters.playground.fields import Asked
from adapters.playground.log import BOT, ChatLog, Clock, Conversation, Post
from facilitation.people.model import Member
from facilitation.talk import grammar
from facilitation.talk.forms import Answers
from facilitation.talk.incoming import (
    Ask,
    Contributed,
    Filled,
    Incoming,
    Quiet,
    Replace,
    Reply,
    Say,
    Sender,
    Typed,
    Where,
    Wrote,
)

LONGEST = 4000
"""The most characters one post may have, as on Slack."""

ADDRESSED = re.compile(r"\s*(?:/peer|@peerloop)(?![\w/-])[:,]?\s*", re.IGNORECASE)


class Refused(Exception):
    """What was asked of the chat is not possible; the sentence says why."""

    def __init__(self, sentence: str, status: Literal[400, 403, 404] = 400) -> None:
        """Keep the sentence and the HTTP status it goes with."""
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat as one thing to act on; every call is plain and may block on the database."""

    log: ChatLog
    clock: Clock
    assistant: Callable[[Incoming], Reply]
    people: Callable[[], Sequence[Member]]
    admin: str
    """The member whom the company's chat itself calls its admin."""

    def member(self, word: str) -> Member:
        """Return the persona with this id, or with this last part of one; raises Refused."""
        for member in self.people():
            if word and word in (member.id, log.short(member.id)):
                return member
        raise Refused("There is nobody of that name here.", 404)

    def conversations(self, member: Member) -> list[Conversation]:
        """Return what the member sees: their chat with Peerloop, channels, and their circles' chats."""
        return [own(member), *(c for c in self.log.conversations() if c.shows(member.id))]

    def conversation(self, member: Member, ident: str) -> Conversation:
        """Return one conversation that the member sees, their own chat with Peerloop when none is named."""
        if not ident:
            return own(member)
        for conversation in self.conversations(member):
            if conversation.id == ident:
                return conversation
        raise Refused("There is no such conversation, or not for this person.", 404)

    def post(self, member: Member, ident: str) -> Post:
        """Return one post that the member sees; raises Refused."""
        number = int(ident) if re.fullmatch(r"[0-9]{1,15}", ident) else 0
        post = self.log.get(number) if number else None
        if post is None or not post.shows(member.id):
            raise Refused("There is no such message, or not for this person.", 404)
        self.conversation(member, post.conversation)
        return post

    def root(self, member: Member, conversation: Conversation, ident: str) -> Post:
        """Return the post that a thread began with, of which any post may be named; raises Refused."""
        post = self.post(member, ident)
        if post.conversation != conversation.id:
            raise Refused("That message is in another conversation.", 404)
        return self.post(member, post.thread) if post.thread else post

    def send(
        self,
        member: Member,
        conversation: Conversation,
        text: str,
        key: str = "",
        thread: str = "",
    ) -> Asked | None:
        """Take what was typed: a command line, or words for the others. Return the form it opened, if any.

        `thread` is a post that it answers.
        """
        text = sound(text)
        if not text.strip():
            raise Refused("There is nothing to send yet. Type something first.")
        root = self.root(member, conversation, thread) if thread else None
        thread = str(root.id) if root else ""
        line = command_line(conversation, text)
        post = self.log.add(
            conversation=conversation.id,
            at=self.clock.now(),
            author=member.id,
            text=text.strip(),
            only_for="" if line is None or conversation.kind == "personal" else member.id,
            thread=thread,
            key=key and f"sent:{key}",
        )
        by, where = self._sender(member), place(conversation, thread)
        if line is not None:
            line = linked(line, self.log.conversations())
            reply = self.assistant(Typed(by=by, line=line, where=where, key=key))
            return self._put(member, conversation, reply, thread=thread)
        if conversation.kind == "circle":
            self.assistant(Wrote(by=by, where=where, key=key))
        if root and root.author == BOT:
            heard = Contributed(by=by, where=where, message=str(post.id), words=text, key=key)
            self.assistant(heard)
        return None

    def press(self, member: Member, post: Post, command: str, key: str = "") -> Asked | None:
        """Press a button of a card, or choose from its menu, named by the command line it carries."""
        if post.message is None or command not in html.commands(post.message):
            raise Refused("That button is not on this card any more.", 404)
        conversation = self.conversation(member, post.conversation)
        by, where = self._sender(member), place(conversation, post.thread)
        reply = self.assistant(Typed(by=by, line=command, where=where, key=key))
        return self._put(member, conversation, reply, post.id, thread=post.thread)

    def submit(
        self,
        member: Member,
        conversation: Conversation,
        line: str,
        answers: Answers,
        card: int = 0,
        key: str = "",
    ) -> Asked | None:
        """Send a form off; return it again where a field needs another answer."""
        line = sound(line)
        answers = {
            sound(name): sound(value) if isinstance(value, str) else tuple(map(sound, value))
            for name, value in answers.items()
        }
        by, where = self._sender(member), place(conversation)
        filled = Filled(by=by, line=line, answers=answers, where=where, key=key)
        return self._put(member, conversation, self.assistant(filled), card, answers)

    def _sender(self, member: Member) -> Sender:
        return Sender(
            workspace=member.workspace,
            member=member.id,
            name=member.name,
            admin=member.id == self.admin,
            zone=member.zone,
        )

    def _put(
        self,
        member: Member,
        conversation: Conversation,
        reply: Reply,
        card: int = 0,
        given: Mapping[str, str | tuple[str, ...]] | None = None,
        thread: str = "",
    ) -> Asked | None:
        """Do to the chat what the reply says; return the form that is to be opened, if any."""
        match reply:
            case Replace(message) if card:
                self.log.replace(card, message)
            case Say(message) | Replace(message):
                self.log.add(
                    conversation=conversation.id,
                    at=self.clock.now(),
                    author=BOT,
                    message=message,
                    only_for="" if conversation.kind == "personal" else member.id,
                    thread=thread,
                )
            case Ask(form, errors):
                return Asked(form, errors, given or {}, conversation.id, card)
            case Quiet():
                pass
            case _:
                assert_never(reply)
        return None


def own(member: Member) -> Conversation:
    """Return the member's own chat with Peerloop."""
    return Conversation(id=log.personal(member.id), kind="personal", members=(member.id,))


def command_line(conversation: Conversation, text: str) -> str | None:
    """Return the command line in what was typed, None when the words are for other people."""
    addressed = ADDRESSED.match(text)
    if addressed:
        return text[addressed.end() :].strip()
    return text.strip() if conversation.kind == "personal" else None


def linked(line: str, conversations: Sequence[Conversation]) -> str:
    """Return the line with each channel it names as the core wants it: `#`, the id, `|` and the name."""
    known = {f"#{c.name}".casefold(): c for c in conversations if c.kind == "channel"}
    for token in reversed(grammar.tokens(line)):
        channel = None if token.quoted else known.get(token.value.casefold())
        if channel is not None:
            line = f"{line[: token.start]}#{channel.id}|{channel.name}{line[token.end :]}"
    return line


def place(conversation: Conversation, thread: str = "") -> Where:
    """Return the conversation, or a thread in it, as the core knows it."""
    return Where(conversation.id, conversation.kind, conversation.name, thread)


def sound(text: str) -> str:
    """Return the text if a chat can carry it; raises Refused when it is too long or is not text."""
    if len(text) > LONGEST:
        raise Refused(f"That is {len(text):,} characters; one message holds {LONGEST:,}.")
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise Refused("That holds characters that are not text.")
    return text.replace("\r\n", "\n")
