"""An example of every message about gaps and calls, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from facilitation.gaps import calling_views, cure_views, survey, views
from facilitation.gaps.cures import Cured
from facilitation.gaps.survey import Gap, Gaps
from facilitation.knowledge.resources import Suggested
from facilitation.knowledge.takeaway_examples import RESOURCE
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_BY = Member(id="playground:acme:ana", workspace="playground:acme", name="Ana <Sousa>")
_PROGRAM = Program(
    id="prg_1",
    workspace="playground:acme",
    number=1,
    name="Coffee & *cake*",
    format="pairs",
    channel="playground:general",
    channel_name="general",
    anchor=date(2026, 11, 24),
    created_at=_NOW,
)
_GAPS = Gaps(
    missing=(
        Gap("Kubernetes", 19, (("R&D <1>", 7), ("", 7))),
        *(Gap(f"Skill no. {n}", 9) for n in range(30)),
    ),
    single=(Gap("COBOL", 6, (("R&D <1>", 6),)), Gap("*bold* moves")),
    idle=(Gap("Excel " + "x" * 54, 8),),
    teams=("Design", "R&D <1>"),
)
_CURED = Cured(
    "Kubernetes",
    15,
    offered=True,
    programs=[replace(_PROGRAM, facilitators=(_BY.id,))],
    asked=True,
    discussed=True,
    closed=True,
    resources=[Suggested(RESOURCE, say("It is for your level."))],
)
_EXPERT = calling_views.expert("Kubernetes", 12, _BY)

MESSAGES: dict[str, Message] = {
    "gaps, for an admin": views.overview(_GAPS, admin=True, within=3),
    "gaps, one closed": views.overview(_GAPS, admin=False, closed={"Kubernetes"}),
    "gaps, for a facilitator": views.overview(_GAPS, admin=False),
    "gap by itself": cure_views.one(_CURED, _BY, admin=True),
    "gap, nothing done yet": cure_views.one(Cured("COBOL"), _BY, admin=True),
    "gap, people would be invited": Message(
        say("Invite them?"), cure_views.would_invite("Kubernetes", _PROGRAM)
    ),
    "gap, people are invited": cure_views.invited(_PROGRAM),
    "prompt about a skill of nobody": calling_views.prompt_among_learners("Figma", _BY),
    "gaps, none": views.overview(Gaps(teams=("Design",)), admin=True),
    "gaps, too few people": views.overview(Gaps(small=True), admin=True),
    "gaps of a team": views.team("R&D <1>", survey.of_team(_GAPS, "R&D <1>"), admin=True),
    "gaps of other teams, none": views.team("", survey.of_team(Gaps(), ""), admin=True),
    "expert wanted": _EXPERT,
    "expert wanted, few": calling_views.expert("Kubernetes", 0, _BY),
    "prompt about a skill": calling_views.prompt("Figma", 8, _BY),
    "prompt about a skill of few": calling_views.prompt("Figma", 0, _BY),
    "call would be posted": Message(say("Post this?"), calling_views.preview(_EXPERT, _PROGRAM)),
    "call goes out now": calling_views.posted(_PROGRAM, _NOW, _NOW),
    "call goes out later": calling_views.posted(
        replace(_PROGRAM, channel_name=""), _NOW + timedelta(hours=15), _NOW
    ),
    "call, in which channel": calling_views.which(
        'expert wanted "Kubernetes"', [_PROGRAM, replace(_PROGRAM, number=2, name="Design")]
    ),
    "call, no channel": calling_views.nowhere(_EXPERT),
}
