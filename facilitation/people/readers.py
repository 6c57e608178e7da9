"""In which language, and in whose zone, members read."""

from collections.abc import Collection

from facilitation.people.model import Member
from facilitation.talk import languages
from facilitation.talk.readers import Reader


def reader(member: Member | None) -> Reader:
    """Return a member as a reader; of who is not known it is not known what they speak."""
    if member is None:
        return Reader()
    return Reader(languages.spoken(member.languages), member.zone)


def readers(members: Collection[Member]) -> Reader:
    """Return several members as one reader: their common language and zone, else English and UTC."""
    zones = {member.zone for member in members}
    language = languages.common([member.languages for member in members])
    return Reader(language, zones.pop() if len(zones) == 1 else "UTC")
