"""Who is meant by a manager's cell: HR systems write an address, a handle, or a name, first or last name first."""

import re
from dataclasses import dataclass, field

from facilitation.people.model import Member
from facilitation.people.plainly import folded, unaccented
from facilitation.talk.phrases import say

_ADDED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
"""What systems add to a name: "(On Leave)", "[C]", "(4711)"."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A manager who cannot be told, and why in a sentence."""

    why: str


@dataclass(slots=True)
class Called:
    """Ids of people by what they are called; None where several share it."""

    address: dict[str, str | None] = field(default_factory=dict)
    """By email and handle."""
    names: dict[str, str | None] = field(default_factory=dict)

    def learn(self, member: Member) -> None:
        """Learn what a member is called."""
        for word in {folded(member.email), folded(member.handle)} - {""}:
            _share(self.address, word, member.id)
        self.name(member.id, member.name)

    def name(self, id: str, name: str) -> None:
        """Learn another name of a member."""
        if key := _key(name):
            _share(self.names, key, id)

    def manager(self, cell: str) -> str | Unknown:
        """Return the id of the one a manager's cell means, or why nobody can be told."""
        word = folded(cell)
        bare = _ADDED.sub("", word)
        last, comma, first = bare.partition(",")
        ways = [bare, f"{first.strip()} {last.strip()}"] if comma else [bare]
        found = (
            {self.address[word.removeprefix("@")]}
            if word.removeprefix("@") in self.address
            else set()
        )
        found = found or {self.names[key] for way in ways if (key := _key(way)) in self.names}
        if not found:
            return Unknown(
                say(
                    "I know nobody called {cell}, who is given as manager; the manager is left as it was.",
                    cell=cell[:60],
                )
            )
        if len(found) > 1 or None in found:
            return Unknown(
                say(
                    "Several people here are called {cell}, so the manager is left as it was.",
                    cell=cell[:60],
                )
            )
        return str(found.pop())


def _share(known: dict[str, str | None], word: str, id: str) -> None:
    known[word] = None if known.get(word, id) != id else id


def _key(name: str) -> str:
    return unaccented(folded(name))
