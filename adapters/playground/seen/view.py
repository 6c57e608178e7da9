"""Another platform's eyes: what it would get for a message or a form, and how that looks there."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from markupsafe import Markup

from adapters.playground.seen.reader import Json, Reader
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message


class Drawing(Protocol):
    """How a platform draws its payloads; `seen.slack` and `seen.teams` are such."""

    def card(self, payload: Json, reader: Reader, /) -> Markup:
        """Return a message as it looks there."""

    def form(self, payload: Json, reader: Reader, /) -> Markup:
        """Return a form's inside as it looks there."""

    def title(self, payload: Json, /) -> str:
        """Return what a form is called there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A platform by whose eyes the page can be seen."""

    message: Callable[[Message], Any]
    """Return the payload, made of JSON values, that it would get for a message."""
    form: Callable[[Form, Mapping[str, str]], Any]
    """Return the same for a form, and what is wrong with its answers."""
    draws: Drawing
    names: Mapping[str, str] = field(default_factory=dict)
    """What members are called whom its payloads name by ids of their own."""

    def written(self, message: Message) -> str:
        """Return the payload as people read it."""
        return json.dumps(self.message(message), ensure_ascii=False, indent=2)
