"""In which language, and in whose zone, members read."""

from collections.abc import Collection

from facilitation.people.model import Member
from facilitation.talk import languages
from facilitation.talk.languages import Language
from facilitation.talk.readers import Reader
from facilitation.work import Store


def reader(member: Member | None) -> Reader:
    """Return a member as a reader; of who is not known it is not known what they speak."""
    if member is None:
        return Reader()
    return Reader(languages.spoken(member.languages), member.zone)


def kept(store: Store, member: str) -> Language | None:
    """Return the language that a member reads, None for who is not known; for where there is no unit of work."""
    with store.begin() as work:
        found = work.members.find(member)
    return reader(found).language if found else None


def readers(members: Collection[Member]) -> Reader:
    """Return several members as one reader: their common language and zone, else English and UTC."""
    zones = {member.zone for member in members}
    language = languages.common([member.languages for member in members])
    return Reader(language, zones.pop() if len(zones) == 1 else "UTC")
