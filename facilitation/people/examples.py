"""An example of every message and form about people, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, datetime

from facilitation.people import profile, roles, views
from facilitation.people.model import Member, Workspace
from facilitation.people.privacy_views import what_is_kept, who_sees_what
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.when.weeks import Week

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_WORKSPACE = Workspace(
    id="playground:acme", platform="playground", name="Acme", zone="Europe/Berlin", created_at=_NOW
)
_ANA, _BEN, _CLEO = (
    Member(
        id=f"playground:acme:{handle}",
        workspace="playground:acme",
        name=name,
        handle=handle,
        zone="Europe/Berlin",
    )
    for handle, name in (("ana", "Ana Sousa"), ("ben", "Ben <3 & co"), ("cleo", "Cleo *Roy*"))
)
_KNOWN = replace(
    _BEN,
    team="Design",
    location="Berlin",
    level=5,
    languages=("en", "de"),
    work=Week.office((570, 1080)),
    smallest=3,
)
_SPOKEN = ("English",)
_SKILLS = tuple(f"Skill {n}" for n in range(40))
_WRONG = {"team": "Design", "zone": "Berlinn", "level": "9", "hours": "9-5", "circles": "2"}

MEMBER, ADMIN = _ANA, replace(_ANA, role="admin")

MESSAGES: dict[str, Message] = {
    "profile saved": views.profile_card(_KNOWN, "Ana Sousa", saved=True),
    "profile, nothing said yet": views.profile_card(_ANA, "", saved=False),
    "new circles, one a week": views.new_circles(_ANA),
    "new circles, as many as come": views.new_circles(replace(_ANA, takes_more=True)),
    "which languages are spoken": views.spoken(_SPOKEN),
    "whom I avoid": views.avoiding([_ANA, _CLEO]),
    "whom I avoid, many": views.avoiding(
        [replace(_ANA, id=f"playground:acme:{n}", name=f"Person {n}") for n in range(23)]
    ),
    "whom I avoid, nobody": views.avoiding([]),
    "avoided": views.avoided(_CLEO),
    "avoided, said aloud": views.avoided(_CLEO, Where("c1", "channel", "design")),
    "no longer avoided": views.no_longer_avoided(_CLEO),
    "roles": roles.listing([_ANA], [_BEN, _CLEO], admin=True),
    "roles, none": roles.listing([], [], admin=False),
    "role, for an admin": roles.one(_BEN, [_ANA], admin=True),
    "role, for a member": roles.one(_BEN, [_ANA], admin=False),
    "role would change": Message(say("Make Ben admin?"), roles.change(_BEN, "admin")),
    "role of an admin would change": Message(
        say("Make Ana member?"), roles.change(replace(_ANA, role="admin"), "member")
    ),
    "role given": roles.given(_BEN, "admin", "fct_1", told=True),
    "role given to oneself": roles.given(_ANA, "member", "fct_1", told=False),
    "told of a role": roles.told(_ANA, "facilitator", "member"),
    "told of a role by whoever runs it": roles.told(None, "admin", "member"),
    "told of being a member again": roles.told(_ANA, "member", "admin"),
    "holidays": views.holidays(replace(_WORKSPACE, holidays=("DE", "US")), [_ANA], admin=True),
    "holidays, none": views.holidays(_WORKSPACE, [_ANA], admin=False),
    "holidays would change": Message(
        say("Change the public holidays?"), views.holidays_change((), ("DE", "US"))
    ),
    "holidays changed": views.holidays_set(("DE", "US"), "fct_1"),
    "privacy": what_is_kept(),
    "privacy, in short": who_sees_what(),
    "privacy, replies read": what_is_kept("read"),
    "privacy, with a record store": what_is_kept(record="hears"),
    "privacy, with a record store that hears nothing": what_is_kept(record="refused"),
}

FORMS: dict[str, Form] = {
    "whose public holidays": views.holidays_form(_WORKSPACE),
    "who gets a role": roles.form(),
    "profile": profile.form(_KNOWN, choices=_SKILLS),
    "profile, first time": profile.form(_ANA, choices=_SKILLS),
    "profile, to be mended": profile.form(_BEN, _WRONG, choices=_SKILLS),
}
