"""What people say after the words they look for: which skill, which program, which page, only what was checked."""

import re
from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.knowledge.model import State, Wanted
from facilitation.people.model import Member
from facilitation.programs import service as programs
from facilitation.skills import naming
from facilitation.work import Work

_STATES: dict[str, tuple[State, ...]] = {
    "checked": ("checked",),
    "unchecked": ("draft",),
    "drafts": ("draft",),
    "due": ("due",),
    "obsolete": ("obsolete",),
}
_LAST = re.compile(
    r"(?:^|\s)(?:(?:only\s+)?(?P<state>checked|unchecked|drafts|due|obsolete)|(?P<mine>mine)|page\s+(?P<page>\d{1,4})"
    r"|(?:for|about|skill)\s+(?P<skill>\"[^\"]+\"|\S+)|(?:in|from)\s+(?P<program>\"[^\"]+\"|#?\S+))\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The words that are left, what narrows the list, which page of it, and the filter that is on by itself."""

    words: str
    wanted: Wanted
    page: int = 1
    filter: str = ""


def read(work: Work, member: Member, text: str) -> Narrowed:
    """Return what a text looks for; what could be a filter and names nothing that is known stays a word."""
    said: dict[str, str] = {}
    rest = text.strip()
    while found := _LAST.search(rest):
        [(kind, value)] = [(k, v) for k, v in found.groupdict().items() if v]
        meant = None if kind in said else _meant(work, member, kind, value.strip('"'))
        if meant is None:
            break
        said[kind] = meant
        rest = rest[: found.start()].strip()
    states = _STATES[said["state"]] if "state" in said else ()
    wanted = Wanted(
        reader=member.id,
        states=states,
        mine="mine" in said,
        skill=said.get("skill", ""),
        program=said.get("program", ""),
    )
    on = said.get("state") or ("mine" if wanted.mine else "")
    return Narrowed(rest, wanted, max(int(said.get("page", 1)), 1), on)


def _meant(work: Work, member: Member, kind: str, value: str) -> str | None:
    """Return what a filter's value means, None where it means nothing."""
    match kind:
        case "skill":
            known = naming.known(work, member.workspace, value)
            return naming.read(work, member.workspace, value).name if known else None
        case "program":
            try:
                return programs.find(work, member.workspace, value).id
            except UserError:
                return None
        case _:
            return value.casefold()
