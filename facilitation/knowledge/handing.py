"""When whoever looks after takeaways leaves: others look after them from then on."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.knowledge import check_views, documents
from facilitation.knowledge.model import Takeaway
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs import facilitators
from facilitation.work import Work


def lost(work: Work, members: Sequence[Member], now: datetime) -> None:
    """Hand over what members look after who cannot be reached any more, and tell the new ones once."""
    looked_after: dict[str, list[Takeaway]] = {}
    for takeaway in work.takeaways.owned([member.id for member in members]):
        looked_after.setdefault(takeaway.owner, []).append(takeaway)
    for member in members:
        owned = looked_after.get(member.id)
        if not owned:
            continue
        heirs: dict[str, list[Takeaway]] = {}
        for takeaway, heir in _heirs(work, owned, member):
            heirs.setdefault(heir, []).append(takeaway)
        known = work.members.some(sorted(heirs))
        tell = teller.of(work, member.workspace, now)
        for heir, takeaways in sorted(heirs.items()):
            work.takeaways.hand_over([t.id for t in takeaways], heir)
            tell.to_member(
                known[heir],
                check_views.yours_now(takeaways, member),
                key=f"{member.id}:takeaways:{now:%Y-%m-%d}:{heir}",
                kind="told",
                about=takeaways[0].id,
            )
        tell.send()


def _heirs(work: Work, owned: Sequence[Takeaway], gone: Member) -> list[tuple[Takeaway, str]]:
    """Return who looks after each from now on: who kept or gave it, who tried it, who looks after its program."""
    trials = work.takeaways.trials([t.id for t in owned])
    tried: dict[str, list[str]] = {}
    for trial in trials:
        tried.setdefault(trial.takeaway, []).append(trial.member)
    ids = {m for t in owned for m in (t.kept_by, t.by, *tried.get(t.id, ()))} - {gone.id}
    here = {m.id for m in work.members.some(sorted(ids)).values() if m.state == "active"}
    programs = {p.id: p for p in work.programs.of(gone.workspace)}
    admins = [m.id for m in work.members.in_role(gone.workspace, "admin") if m.id != gone.id]
    led = {
        program: [m.id for m in facilitators.reachable(work, programs[program]) if m.id != gone.id]
        for program in {t.program for t in owned if t.program in programs}
    }
    found = []
    for one in owned:
        near = [m for m in (one.kept_by, one.by, *tried.get(one.id, ())) if m in here]
        heir = next(iter([*near, *led.get(one.program, ()), *admins]), "")
        if heir:
            found.append((one, heir))
    return found


def forget(work: Work, members: Sequence[str]) -> None:
    """Remove what was kept of the words of people who are forgotten, and what search knows of it."""
    for takeaway in work.takeaways.given(members):
        documents.remove(work, takeaway)
