"""An example of every message about skills, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from facilitation.people.model import Member
from facilitation.skills import about_views, levels, tidying_views, views
from facilitation.skills.hearing import Said
from facilitation.skills.levels import Level
from facilitation.skills.model import Kind, Skill
from facilitation.skills.naming import Named
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _level(level: int, source: str, days: int) -> Level:
    """Return what evidence that many days old shows."""
    age = timedelta(days=days)
    return Level(level, levels.confidence(source, age), source, _NOW - age)  # type: ignore[arg-type]


_ANA, _NEW = (
    Member(
        id=f"playground:acme:{handle}",
        workspace="playground:acme",
        name=name,
        handle=handle,
        offers=offers,
        wants=wants,
    )
    for handle, name, offers, wants in (
        (
            "ana",
            "Ana <Sousa>",
            ("Python", "C++", "Diversity and inclusion", "العربية", "*bold* moves"),
            ("Kubernetes", "🎸 guitar"),
        ),
        ("ben", "Ben", (), ()),
    )
)
_ABOUT = replace(_ANA, team="Design & more", location="Lisbon")
_LOOKED_AFTER = ["Coffee", "Talks <3>"]
_KNOWN = {
    "python": _level(4, "self", 70),
    "c++": _level(5, "peer", 1),
    "العربية": _level(3, "self", 800),
    "diversity and inclusion": _level(2, "recall", 0),
}
_KUBERNTES = Said(Named(None, "kuberntes", "kuberntes", ("Kubernetes",)), 4)
_JAVA = Said(Named(None, "java 9", "java 9", ("Java", "JavaScript")))
_FIGMAA = Said(Named(None, "figmaa", "figmaa", ("Figma",)))
_JS = Skill(
    id="skl_1",
    workspace="playground:acme",
    name="JavaScript",
    key="javascript",
    aliases=("js", "ecmascript", "es6"),
    created_at=_NOW,
)
_ECMA = Skill(
    id="skl_2", workspace="playground:acme", name="ECMA <6>", key="ecma <6>", created_at=_NOW
)
_PEOPLE: dict[Kind, int] = {"offer": 3, "want": 1}
_COUNTS: dict[tuple[str, Kind], int] = {("javascript", "offer"): 3, ("javascript", "want"): 1}
_MANY = [
    Skill(
        id=f"skl_{n}",
        workspace="playground:acme",
        name=f"Skill no. {n}",
        key=f"skill no. {n}",
        created_at=_NOW,
    )
    for n in range(60)
]
_TURNED_UP = views.turned_up("Research and development")
_STILL = Message(say("How did it go?"), views.still_wanted("Kubernetes"))

MESSAGES: dict[str, Message] = {
    "my skills": views.mine(_ANA, _KNOWN, _NOW),
    "my skills, none": views.mine(_NEW, {}, _NOW),
    "skills of another": about_views.theirs(_ABOUT, _KNOWN, _LOOKED_AFTER, _NOW),
    "my skills, from a list": views.mine(
        _ANA, {"python": replace(_KNOWN["python"], listed=True)}, _NOW
    ),
    "skills of another, none": about_views.theirs(_NEW, {}, [], _NOW),
    "skills offered": views.added(
        "offer", ("Python", "C++", "SQL"), ("SQL",), {"Python": 4}, {}, ()
    ),
    "skills offered, known levels": views.added("offer", ("SQL",), ("SQL",), {"SQL": 3}, {}, ()),
    "skills offered, nothing new": views.added("offer", ("SQL",), ("SQL",), {}, {}, ()),
    "skill offered, another meant": views.added("offer", (), (), {}, {}, (_KUBERNTES,)),
    "skills offered, several meant": views.added(
        "offer", ("SQL",), (), {}, {}, (_JAVA, _KUBERNTES, _FIGMAA)
    ),
    "skills wanted": views.added(
        "want", ("Kubernetes", "Figma", "Go"), (), {}, {"Kubernetes": 3, "Go": 99}, ()
    ),
    "skill wanted, another meant": views.added("want", (), (), {}, {}, (_FIGMAA,)),
    "skills no longer offered": views.taken_back("offer", ("Python", "C++"), ("cobol",), ("SQL",)),
    "skills no longer wanted, never were": views.taken_back("want", (), ("cobol", "ada"), ()),
    "a wanted skill has turned up": _TURNED_UP,
    "still wanted after a session": _STILL,
    "skill list": tidying_views.listing([_JS, _ECMA], _COUNTS),
    "skill list, many": tidying_views.listing(_MANY, {}),
    "skill list, none": tidying_views.listing([], {}),
    "skill list, none with a word": tidying_views.listing([], {}, "<b>"),
    "skill would be merged": Message(
        say("Merge?"), tidying_views.would_merge(_ECMA, "JavaScript", _PEOPLE)
    ),
    "skill merged": tidying_views.merged(_ECMA, "JavaScript"),
    "skill would be unmerged": Message(
        say("Part?"), tidying_views.would_unmerge(_ECMA, "JavaScript", _PEOPLE)
    ),
    "skill unmerged": tidying_views.unmerged(_ECMA, "JavaScript"),
    "skill would get a word": Message(
        say("Alias?"), tidying_views.would_alias("Kubernetes", "k8s")
    ),
    "skill has another word": tidying_views.aliased("Kubernetes", "k8s"),
    "skill would lose a word": Message(
        say("Unalias?"), tidying_views.would_unalias("Kubernetes", "k8s")
    ),
    "skill has lost a word": tidying_views.unaliased("Kubernetes", "k8s"),
    "skill would be renamed": Message(
        say("Rename?"), tidying_views.would_rename(_ECMA, "ECMAScript", _PEOPLE)
    ),
    "skill renamed": tidying_views.renamed(_ECMA, _JS),
}
