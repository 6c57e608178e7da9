"""What can happen to what is kept of people: somebody is forgotten, or looks at a report, or has it sent."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """Somebody was forgotten; `member` is the token that stands for them, and `asked` who wanted it."""

    member: str
    asked: Literal["themselves", "admin", "operator", "backup"]
    kind: Literal["member.forgotten"] = "member.forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOpened:
    """Somebody opened the report of a program in a period: its page, or its card `to` a chat."""

    program: str
    period: str
    to: str = ""
    kind: Literal["report.opened"] = "report.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSent:
    """Somebody had the report of a program sent every month, or no more; or it was sent, to `to`."""

    kind: Literal["report.ordered", "report.stopped", "report.sent"]
    program: str
    period: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody invited a member to a program, or took them out of it."""

    program: str
    member: str
    kind: Literal["member.invited", "member.removed"] = "member.invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatKept:
    """Somebody kept a format of the workspace's own, or removed it."""

    format: str
    kind: Literal["format.kept", "format.removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesAsked:
    """People were asked how a program went for them (whom, nobody sees), or a sealed question was taken back."""

    program: str
    kind: Literal["cases.asked", "sealed.withdrawn"] = "cases.asked"
