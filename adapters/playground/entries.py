"""Posts as the page shows them, one under the other and in threads; cards as here or as on another platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from adapters.playground import fields, html, log
from adapters.playground.fields import Asked
from adapters.playground.log import BOT, Post
from adapters.playground.seen.reader import Reader
from adapters.playground.seen.view import View
from facilitation.people.model import Member
from facilitation.talk.messages import Message, Time, plain, say_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as it is shown; `day` is set on the first of a day, `version` changes when the entry does."""

    id: int
    author: str
    avatar: Markup
    bot: bool
    own: bool
    at: datetime
    clock: str
    moment: str
    day: str
    text: str
    card: Markup
    title: str
    replies: int
    private: bool
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was said in answer to one post."""

    id: int
    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Drawing:
    """How posts and forms are drawn for one persona, by whose eyes."""

    names: Mapping[str, str]
    persona: Member
    reader: Reader
    view: View | None
    seen: str

    def entries(self, posts: Sequence[Post]) -> list[Entry]:
        """Return the posts that answer no other, each with how many do."""
        found, last = [], ""
        for post in posts:
            if post.thread:
                continue
            replies = sum(each.thread == str(post.id) for each in posts)
            day = say_time(Time(post.at, "day"), self.persona.zone)
            found.append(self.entry(post, replies, day if day != last else ""))
            last = day
        return found

    def thread(self, root: Post, posts: Sequence[Post]) -> Thread:
        """Return a post and what answers it."""
        answers = [post for post in posts if post.thread == str(root.id)]
        shown = [self.entry(post) for post in (root, *answers)]
        return Thread(id=root.id, title=shown[0].title, entries=shown)

    def entry(self, post: Post, replies: int = 0, day: str = "") -> Entry:
        """Return one post as it is shown."""
        name = log.called(post.author, self.names)
        zone = self.persona.zone
        return Entry(
            id=post.id,
            author=name,
            avatar=html.avatar(post.author, name),
            bot=post.author == BOT,
            own=post.author == self.persona.id,
            at=post.at,
            clock=say_time(Time(post.at, "clock"), zone),
            moment=say_time(Time(post.at), zone),
            day=day,
            text=post.text,
            card=self._card(post.message, post.id) if post.message else Markup(),
            title=post.message.title if post.message else plain((post.text,))[:80],
            replies=replies,
            private=bool(post.only_for),
            version=f"{post.changes}-{zone}-{bool(day)}-{replies}-{self.seen}",
        )

    def form(self, asked: Asked | None) -> Markup:
        """Return the fields of a form that was opened, with what has been filled in."""
        if asked is None:
            return Markup()
        form = fields.refilled(asked.form, asked.given)
        if self.view is None:
            return fields.body(form, asked.errors, self.reader.people)
        return self.view.draws.form(self.view.form(form, asked.errors), self._reader("form"))

    def form_title(self, asked: Asked | None) -> str:
        """Return what such a form is called."""
        if asked is None or self.view is None:
            return asked.form.title if asked else ""
        return self.view.draws.title(self.view.form(asked.form, {}))

    def _card(self, message: Message, post: int) -> Markup:
        name = f"card-{post}"
        if self.view is None:
            return html.card(message, self.persona.zone, name)
        return self.view.draws.card(self.view.message(message), self._reader(name))

    def _reader(self, card: str) -> Reader:
        return replace(self.reader, card=card)
