"""In which settings two states of a program differ, in words."""

from facilitation.people.model import Names
from facilitation.programs import own_settings
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.steering import service as steering
from facilitation.steering.history import Detail
from facilitation.work import Work


def details(work: Work, before: Program, after: Program) -> list[Detail]:
    """Return in which settings two states of a program differ, each as it was and as it became."""
    names, differing = called(work, before, after), steering.difference(before, after)[1].keys()
    return [
        Detail(s.called, s.told(before, names), s.told(after, names))
        for s in own_settings.of(library.of(work, after))
        if not differing.isdisjoint(s.keys) and s.say(before, names) != s.say(after, names)
    ]


def called(work: Work, *programs: Program) -> Names:
    """Return the names of the programs' facilitators, by id."""
    ids = sorted({m for p in programs for m in p.facilitators})
    return {id: member.name for id, member in work.members.some(ids).items()}
