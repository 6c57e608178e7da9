"""What is stored of skills and of who has them."""

from facilitation.skills import naming, service
from tests.company import WORKSPACE, Company


def held(company: Company, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a member offers and wants."""
    with company.store.begin() as work:
        member = work.members.get(f"{WORKSPACE}:{name}")
    return member.offers, member.wants


def skills(company: Company) -> dict[str, tuple[str, ...]]:
    """Return the stored skills by name, with their other words."""
    with company.store.begin() as work:
        return {s.name: s.aliases for s in work.skills.of(WORKSPACE)}


def level(company: Company, name: str, skill: str) -> int | None:
    """Return how well a member is known to know a skill."""
    with company.store.begin() as work:
        member = work.members.get(f"{WORKSPACE}:{name}")
        found = service.levels_of(work, member, company.now).get(naming.fold(skill))
    return found.level if found else None
