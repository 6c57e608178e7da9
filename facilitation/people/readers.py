"""In which language, and in whose zone, members read."""

from collections.abc import Collection, Sequence

from facilitation.people.model import Member
from facilitation.talk import languages
from facilitation.talk.languages import Language
from facilitation.talk.readers import Reader
from facilitation.work import Store


def reader(member: Member | None) -> Reader:
    """Return a member as a reader; of who is not known it is not known what they speak."""
    if member is None:
        return Reader()
    return Reader(languages.spoken(_reads(member)), member.zone)


def _reads(member: Member) -> Sequence[str]:
    """Return the languages that a member says they speak, else the one in which their platform speaks to them."""
    return member.languages or languages.codes(member.locale)


def kept(store: Store, member: str) -> Language | None:
    """Return the language that a member reads, None for who is not known; for where there is no unit of work."""
    with store.begin() as work:
        found = work.members.find(member)
    return reader(found).language if found else None


def readers(members: Collection[Member]) -> Reader:
    """Return several members as one reader: their common language and zone, else English and UTC."""
    zones = {member.zone for member in members}
    language = languages.common(map(_reads, members))
    return Reader(language, zones.pop() if len(zones) == 1 else "UTC")
