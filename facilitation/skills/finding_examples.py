"""An example of every message about finding help, made by the views themselves."""

from facilitation.people.model import Member
from facilitation.skills import finding_views
from facilitation.skills.finding import Candidate
from facilitation.skills.hearing import Said
from facilitation.skills.naming import Named
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say


def _candidate(handle: str, name: str, team: str, why: str) -> Candidate:
    return Candidate(
        member=Member(
            id=f"playground:acme:{handle}",
            workspace="playground:acme",
            name=name,
            handle=handle,
            team=team,
            location="São Paulo" if team else "",
        ),
        level=4,
        confidence=0.6,
        source="peer",
        reason=(why,),
        week_min=1800,
        open=0,
    )


_BEST = (
    _candidate(
        "ana",
        "Ana <Sousa>",
        "R&D",
        say("You share {n} working hours a day.", n=6),
    ),
    _candidate(
        "ben",
        "Ben *B*",
        "",
        say("You share no working hours."),
    ),
    _candidate(
        "cleo",
        "Cleo " + "long name " * 9,
        "Design",
        say("They offer it and have not said how well they know it."),
    ),
)
_NEAR = Said(Named(None, "kuberntes", "kuberntes", ("Kubernetes",)), None)

MESSAGES: dict[str, Message] = {
    "find": finding_views.found("C++", _BEST, wanted=False),
    "find, wanted": finding_views.found("C++", _BEST, wanted=True),
    "find, one, wanted": finding_views.found("Kubernetes", _BEST[:1], wanted=True),
    "find, nobody": finding_views.nobody("*Go*", offered=False, own=False, wanted=False),
    "find, nobody else": finding_views.nobody("Go", offered=False, own=True, wanted=False),
    "find, nobody yet and wanted": finding_views.nobody(
        "Go", offered=False, own=False, wanted=True
    ),
    "find, nobody just now": finding_views.nobody("Go", offered=True, own=False, wanted=False),
    "find, another skill meant": finding_views.which(_NEAR),
    "find, several skills": finding_views.one_at_a_time(["Python", "Diversity and inclusion"]),
    "find, without a skill": finding_views.what_for(
        ["Kubernetes", "🎸 guitar"], ["C++", "Java, the island"]
    ),
    "find, without a skill and none offered": finding_views.what_for([], []),
}
