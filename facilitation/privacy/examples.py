"""An example of every message about what is kept of people, made by the views themselves."""

from datetime import UTC, datetime

from facilitation.people.examples import MEMBER
from facilitation.post import handing
from facilitation.privacy import audit_commands, forget_views, taking
from facilitation.privacy.model import Audited
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

_AUDITED = [
    Audited(at=_NOW, what="program.set", who="Ana Sousa", about="prg_1", details="size: 2 → 4"),
    Audited(at=_NOW, what="member.invited", who="Ana Sousa", about="prg_1", details=MEMBER.name),
    Audited(at=_NOW, what="report.opened", who="Ana Sousa", about="prg_1", details="2026 Q4"),
    Audited(at=_NOW, what="member.forgotten", who="", about="who_1", details=""),
    Audited(at=_NOW, what="skill.merged", who="Ana Sousa", about="skl_1", details=""),
]

MESSAGES: dict[str, Message] = {
    "audit": audit_commands.shown(_AUDITED, {"prg_1": "Coffee"}),
    "audit of nothing": audit_commands.shown([], {}),
    "forget me": Message(say("Shall I forget you?"), forget_views.of_oneself()),
    "forget somebody who has left": Message(
        say("Forget {name}?", name=MEMBER.name), forget_views.of_another(MEMBER)
    ),
    "export me": handing.linked(
        taking.DATA, "https://peerloop.example/export/0123456789abcdef01234567"
    ),
    "export me as a file": taking.DATA,
    "export me, without a way": handing.linked(taking.DATA, ""),
    "forgotten": forget_views.receipt("ers_0a1b2c3d", _NOW, oneself=True),
    "forgotten by an admin": forget_views.receipt("ers_0a1b2c3d", _NOW, oneself=False),
}
