"""Peerloop comes into a Teams tenant, lives in its chats and channels, and goes again, with the real parts."""

from datetime import UTC, datetime

from facilitation.people.model import Member
from tests.journeys.teams_office import Office, office
from tests.simulators.teams import TeamsSimulator
from tests.simulators.teams.model import Company, Message, Person, Team

FABRIKAM = "8f4b2a10-0000-4000-8000-00000000fab1"
START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)


async def settle(here: Office) -> None:
    """Let everything that came in be done and everything that is owed now be sent."""
    assert await here.app.inbound.drain(10.0) == 0
    await here.pass_(minutes=1)
    assert await here.app.inbound.drain(10.0) == 0


def member(here: Office, person: Person) -> Member:
    """Return what Peerloop knows of a person."""
    with here.parts.store.begin() as work:
        return work.members.get(f"teams:{person.company.id}:{person.aad}")


def names(here: Office, company: Company) -> list[str]:
    """Return who is known in a company."""
    with here.parts.store.begin() as work:
        return sorted(one.name for one in work.members.of(f"teams:{company.id}"))


def counted(here: Office, person: Person, words: str) -> int:
    """Return how many cards with these words in the title a person has."""
    return len([title for title in here.titles(person) if words in title])


async def said(here: Office, person: Person, words: str) -> Message:
    """Let a person write to Peerloop, and return the answer to just that."""
    await here.app.inbound.drain(10.0)
    return (await here.sim.says(person, words)).message


async def coffee(here: Office, root: Person, team: Team | None = None) -> None:
    """Let an admin start the program."""
    place = " in here" if team else ""
    line = f'program create pairs "Coffee"{place} every 2w on tue at 10:00'
    await here.app.inbound.drain(10.0)
    here.appoint(root)
    preview = await here.sim.says(root, line, where=team.general if team else None)
    assert (await here.sim.press(root, preview.message, "Create it")).ok
    await settle(here)


async def test_whoever_adds_it_to_a_team_first_is_admin_and_makes_others(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, ana, ben = here.sim, here.sim.person("Ana"), here.sim.person("Ben")
        await sim.install(ben)
        await settle(here)
        assert member(here, ben).role == "member"
        assert "nobody to ask yet" in (await said(here, ben, 'program create pairs "Mine"')).words
        await sim.add_to_team(sim.team("Design", people=[ana, ben]), by=ana)
        await settle(here)
        assert (member(here, ana).role, member(here, ben).role) == ("admin", "member")
        assert any("first admin" in message.words for message in sim.chat(ana))
        assert not any("first admin" in message.words for message in sim.chat(ben))
        refused = await said(here, ben, 'program create pairs "Mine"')
        assert "Only an admin" in refused.words
        assert "Ana" in refused.words
        question = await said(here, ana, "role @Ben admin")
        assert (await sim.press(ana, question, "Yes, do it")).ok
        await settle(here)
        assert member(here, ben).role == "admin"
        preview = await said(here, ben, 'program create pairs "Mine"')
        assert (await sim.press(ben, preview, "Create it")).ok
        with here.parts.store.begin() as work:
            assert [p.name for p in work.programs.of(f"teams:{sim.tenant}")] == ["Mine"]
        assert not sim.refused


async def test_those_named_in_the_settings_are_admins_and_who_adds_it_to_a_team_is_not(
    migrated_url,
):
    named = "Ana0@Contoso.test"
    async with office(migrated_url, start=START, teams_admins=named) as here:
        sim = here.sim
        ana, ben = sim.person("Ana"), sim.person("Ben")
        assert ana.upn == named.lower()
        await sim.add_to_team(sim.team("Design", people=[ben]), by=ben)
        await sim.install(ana)
        await settle(here)
        assert (member(here, ana).role, member(here, ben).role) == ("admin", "member")
        assert "You are an admin here" in sim.chat(ana)[0].words
        assert not sim.refused


async def test_a_team_that_adds_the_bot_is_offered_a_program_once(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim = here.sim
        ana, ben, cy = (sim.person(name) for name in ("Ana", "Ben", "Cy"))
        design = sim.team("Design", channels=("crits",), people=[ana, ben, cy])
        await sim.add_to_team(design, by=ana)
        await settle(here)
        assert counted(here, ana, "Thank you for having me") == 1
        assert counted(here, ana, "Hello") == 1
        assert not sim.posts(design.general)
        assert not sim.chat(ben)
        assert names(here, sim.home) == ["Ana", "Ben", "Cy"]
        assert member(here, ana).role == "admin"
        offer = here.last(ana, "Thank you for having me")
        assert offer is not None
        answer = await sim.press(ana, offer, "Start pairs here")
        preview = answer.message if answer.seen else here.last(ana, "Create")
        assert preview is not None
        assert (await sim.press(ana, preview, "Create it")).ok
        with here.parts.store.begin() as work:
            [program] = work.programs.of(f"teams:{sim.tenant}")
        assert program.channel == f"teams:{sim.tenant}:{design.id}"
        await sim.remove_from_team(design, by=ana)
        await sim.add_to_team(design, by=ana)
        await settle(here)
        assert counted(here, ana, "Hello") == 1
        assert not sim.refused


async def test_who_takes_the_app_away_and_adds_it_again_is_back_and_greeted_no_second_time(
    migrated_url,
):
    async with office(migrated_url, start=START) as here:
        sim, ana, ben = here.sim, here.sim.person("Ana"), here.sim.person("Ben")
        await sim.install(ana)
        await sim.install(ben)
        await coffee(here, ana)
        await said(here, ben, "join coffee")
        await sim.uninstall(ben)
        await settle(here)
        assert member(here, ben).state == "gone"
        await sim.install(ben)
        await settle(here)
        assert member(here, ben).state == "active"
        assert counted(here, ben, "Hello") == 1
        assert (await said(here, ben, "status")).words
        await sim.install(ben)
        await settle(here)
        assert counted(here, ben, "Hello") == 1
        assert member(here, ana).role == "admin"
        assert not sim.refused


async def test_who_blocks_the_app_leaves_the_draw_and_their_partner_is_placed_anew(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim = here.sim
        people = [sim.person(f"Person {number}", zone="Europe/Berlin") for number in range(6)]
        for one in people:
            await sim.install(one)
        await coffee(here, people[0])
        for one in people:
            await said(here, one, "join coffee")
        blocked = people[5]
        sim.faults.add("*", "ConversationBlockedByUser", times=None, where=blocked)
        await here.until_line("introduced")
        await here.pass_(hours=8)
        assert member(here, blocked).state == "unreachable"
        with here.parts.store.begin() as work:
            [program] = work.programs.of(f"teams:{sim.tenant}")
            newest = work.rounds.latest(program.id)
            assert newest is not None
            circles = [c for c in work.circles.of_round(newest.id) if not c.dissolved]
        seated = [member for circle in circles for member in circle.members]
        assert sorted(seated) == sorted(f"teams:{sim.tenant}:{one.aad}" for one in people[:5])
        assert all(here.last(one, "Meet ") for one in people[:5])
        assert sum(len(circle.members) == 3 for circle in circles) == 1
        assert not sim.refused


async def test_a_channel_is_followed_and_its_loss_told_to_those_who_look_after_it(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, ana, ben = here.sim, here.sim.person("Ana"), here.sim.person("Ben")
        design = sim.team("Design", channels=("crits",), people=[ana, ben])
        crits = design.channel("crits")
        await sim.install(ana)
        await sim.add_to_team(design, by=ana)
        await settle(here)
        await sim.says(ana, 'program create pairs "Crit pairs" in here', where=crits)
        preview = here.last(ana, "Create Crit pairs?")
        assert preview is not None
        assert (await sim.press(ana, preview, "Create it")).ok
        await settle(here)
        await sim.rename_channel(crits, "critique", by=ana)
        await settle(here)
        assert "#critique" in (await said(here, ana, "set #1")).words
        await sim.delete_channel(crits, by=ana)
        await settle(here)
        lost = here.last(ana, "has lost its channel")
        assert lost is not None
        assert "#critique was archived" in lost.words
        assert counted(here, ben, "has lost its channel") == 0
        await sim.says(ana, 'program create pairs "Coffee" in here', where=design.general)
        preview = here.last(ana, "Create Coffee?")
        assert preview is not None
        assert (await sim.press(ana, preview, "Create it")).ok
        await settle(here)
        await sim.remove_from_team(design, by=ana)
        await settle(here)
        lost = here.last(ana, "Coffee has lost its channel")
        assert lost is not None
        assert "I am no longer in" in lost.words
        assert counted(here, ana, "Coffee has lost its channel") == 1
        assert not sim.refused


async def test_words_in_a_channel_are_answered_in_the_chat_and_slash_words_on_the_spot(
    migrated_url,
):
    async with office(migrated_url, start=START) as here:
        sim, ana, ben = here.sim, here.sim.person("Ana"), here.sim.person("Ben")
        design = sim.team("Design", people=[ana, ben])
        await sim.add_to_team(design, by=ana)
        await settle(here)
        await sim.says(ben, "status", where=design.general)
        await sim.until(lambda: here.last(ben, "What is next for you"))
        [line] = await sim.until(lambda: sim.posts(design.general))
        assert "chat" in line.words
        assert "What is next" not in line.words
        assert not line.only
        await here.app.inbound.drain(10.0)
        before = len(sim.chat(ben))
        answer = await sim.says(ben, "status", where=line, targeted=True)
        assert answer.message.only is ben
        assert "What is next for you" in answer.words
        await here.app.inbound.drain(10.0)
        assert len(sim.chat(ben)) == before
        assert not [one for one in sim.seen(ana) if one.only]
        assert not sim.refused


async def test_the_profile_is_filled_in_a_dialog_and_as_a_card_in_the_chat(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        await settle(here)
        form = await said(here, ana, "profile")
        await sim.submit(ana, form, {"team": "Design", "hours": "whenever"})
        await here.app.inbound.drain(10.0)
        assert form.updates == 1
        assert "whenever" in str(form.card)
        assert member(here, ana).team == ""
        await sim.submit(ana, form, {"team": "Design", "hours": "9-17"})
        await here.app.inbound.drain(10.0)
        assert "Your profile is saved" in form.words
        assert member(here, ana).team == "Design"
        opened = await sim.press(ana, await said(here, ana, "privacy"), "My profile")
        assert opened.dialog is not None
        wrong = await sim.submit(ana, opened.dialog, {"team": "Crits", "zone": "Atlantis"})
        assert wrong.dialog is not None
        assert "Atlantis" in str(wrong.dialog.card)
        assert member(here, ana).team == "Design"
        done = await sim.submit(ana, wrong.dialog, {"team": "Crits", "zone": "Europe/Lisbon"})
        assert done.ok
        assert done.dialog is None
        await here.app.inbound.drain(10.0)
        assert member(here, ana).team == "Crits"
        assert member(here, ana).zone == "Europe/Lisbon"
        saved = here.last(ana, "Your profile is saved")
        assert saved is not None
        assert "Crits" in saved.words
        assert not sim.refused


async def test_another_company_stays_out_and_where_it_is_let_in_it_sees_only_its_own(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim = here.sim
        fabrikam = sim.company("Fabrikam")
        eve = sim.person("Eve", company=fabrikam)
        assert {one.status for one in await sim.install(eve)} == {401}
        assert (await sim.says(eve, "status", patience=0)).status == 401
        with here.parts.store.begin() as work:
            assert not list(work.workspaces.all(gone=True))


async def test_two_companies_in_one_bot_never_see_each_other(migrated_url):
    listed = f"{TeamsSimulator().tenant}, {FABRIKAM.upper()}"
    async with office(migrated_url, start=START, teams_allowed_tenants=listed) as here:
        sim = here.sim
        fabrikam = sim.world.add_company("Fabrikam", id=FABRIKAM)
        ana, ben = sim.person("Ana"), sim.person("Ben")
        eve, fay = (sim.person(name, company=fabrikam) for name in ("Eve", "Fay"))
        for one in (ana, ben, eve, fay):
            assert {answer.status for answer in await sim.install(one)} == {200}
        await coffee(here, ana)
        await said(here, ben, "join coffee")
        here.appoint(eve)
        assert (names(here, sim.home), names(here, fabrikam)) == (["Ana", "Ben"], ["Eve", "Fay"])
        whole = f"teams:{sim.tenant}:{ana.aad}"
        for line in ("avoid @Ana", "role @Ben admin", f"role @{whole} member", f"avoid @{whole}"):
            answer = await said(here, eve, line)
            assert answer.summary == "I could not find that", line
        for line in ("join coffee", "program coffee", "set coffee", "programs", "home", "role"):
            words = (await said(here, eve, line)).words
            assert not {"Ana", "Ben"} & set(words.split()), words
            assert "every 2 weeks" not in words
        stolen = here.last(ben, "You are in") or sim.chat(ben)[-1]
        for one in (eve, fay):
            pressed = {
                **sim.activity(one, ""),
                "replyToId": stolen.id,
                "value": {"line": "join #1"},
            }
            assert (await sim.post_activity(pressed)).ok
        await coffee(here, eve)
        await settle(here)
        with here.parts.store.begin() as work:
            ours = {
                space: [
                    (p.name, len(work.enrollments.of_program(p.id)))
                    for p in work.programs.of(space)
                ]
                for space in (f"teams:{sim.tenant}", f"teams:{FABRIKAM}")
            }
        assert [len(found) for found in ours.values()] == [1, 1]
        assert not [
            one for one in sim.calls() if one.company is fabrikam and ana.id29 in str(one.body)
        ]
        assert not sim.refused
