"""The people of a tenant, as far as Peerloop sees them: who is in the teams it is in."""

import asyncio
from collections.abc import Collection

import structlog

from adapters.patience import patiently
from adapters.progress import SoFar, unheard
from adapters.teams import errors, ids
from adapters.teams.references import Reference, References
from adapters.teams.sending import person
from adapters.teams.transport.model import Address, Json, Transport, Trouble
from facilitation.talk.incoming import Profile, Roster

log = structlog.get_logger(__name__)

WAITS = 5
"""How often in a row Teams may ask us to wait, or not answer, before a team is given up for today."""

SAID = 10
"""So many teams more, and the log says how far the reading is."""


async def read(
    transport: Transport,
    references: References,
    workspace: str,
    admins: Collection[str] = (),
    so_far: SoFar = unheard,
) -> Roster:
    """Return everyone in the teams that Peerloop is in, and remember how to write to them; tell how far that is.

    Who has an address among `admins` is one. Guests, bots and people of other tenants are left out. A team that
    cannot be read is left for the next time.
    """
    profiles: dict[str, Profile] = {}
    teams = await asyncio.to_thread(references.teams, workspace)
    for number, team in enumerate(teams):
        if number and number % SAID == 0:
            log.info(
                "rosters being read",
                workspace=workspace,
                teams=number,
                of=len(teams),
                people=len(profiles),
            )
        try:
            accounts = await _members(transport, team)
        except Trouble as trouble:
            log.warning("a team was not read", team=team.id, error=trouble.code)
            continue
        found = [(account, who) for account in accounts if (who := person(account, team))]
        await asyncio.to_thread(references.save_all, [who for _, who in found])
        profiles |= {who.id: profile(account, who, admins) for account, who in found}
        await so_far(len(profiles))
    return Roster(
        workspace=workspace,
        platform="teams",
        name="",
        zone="",
        profiles=tuple(profiles.values()),
        whole=False,
    )


def profile(account: Json, who: Reference, admins: Collection[str] = ()) -> Profile:
    """Return what a roster says of a person; their handle is what stands before the @ of their address."""
    given = account.get("email")
    email = given.strip() if isinstance(given, str) else ""
    return Profile(
        member=who.id,
        name=who.name or ids.own(who.id),
        handle=who.address.partition("@")[0],
        email=email,
        admin=not {email.casefold(), who.address.casefold()}.isdisjoint(admins),
    )


async def _members(transport: Transport, team: Reference) -> list[Json]:
    at = Address(team.service_url, team.conversation, ids.tenant(team.workspace), team.bot)
    return await patiently(lambda: transport.members(at), WAITS, errors.passing)
