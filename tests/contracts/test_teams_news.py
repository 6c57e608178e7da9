"""What happens around Peerloop in Teams, as the core hears of it: installs, people, channels, teams."""

from dataclasses import replace

import pytest

from facilitation.talk.incoming import (
    ChannelNews,
    DirectoryNews,
    Installed,
    Profile,
    Roster,
    Say,
    Typed,
    Where,
)
from facilitation.talk.messages import Message
from tests.contracts.teams_desk import desk


def of(d, kind):
    return [one for one in d.core.heard if isinstance(one, kind)]


def people(d):
    return {one.member: one for news in of(d, Roster) for one in news.profiles}


async def test_whoever_installs_is_told_once_and_greeted_by_nobody_else():
    async with desk() as d:
        ana = d.sim.person("Ana Silva", zone="Asia/Tokyo")
        assert all(one.ok for one in await d.sim.install(ana))
        await d.settled()
        by = Profile(
            member=f"{d.space}:{ana.aad}",
            name="Ana Silva",
            handle=ana.upn.partition("@")[0],
            email=ana.upn,
            zone="Asia/Tokyo",
            locale="en-US",
        )
        assert d.core.heard == [
            Installed(workspace=d.space, platform="teams", by=by, zone="Asia/Tokyo")
        ]
        assert not d.core.done
        assert not d.sim.chat(ana)
        reference = d.reference(by.member)
        assert ana.chat is not None
        assert (reference.user, reference.conversation) == (ana.id29, ana.chat.id)
        assert reference.address == ana.upn


async def test_whoever_cannot_be_looked_up_is_told_all_the_same():
    async with desk() as d:
        d.sim.faults.add("member", "503", times=None)
        ana = d.sim.person("Ana Silva")
        assert all(one.ok for one in await d.sim.install(ana))
        await d.settled()
        [told] = of(d, Installed)
        assert told.by.member == f"{d.space}:{ana.aad}"


async def test_an_upgrade_of_the_app_greets_nobody():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        told = next(one for one in d.sim.delivered if one["type"] == "installationUpdate")
        d.core.heard.clear()
        for action in ("add-upgrade", "remove-upgrade", "odd", None):
            again = {**told, "action": action, "id": f"f:{action}"}
            assert (await d.sim.post_activity(again)).ok
        await d.settled()
        assert not d.core.heard
        assert d.reference(f"{d.space}:{ana.aad}").conversation


async def test_a_team_s_channel_offers_whoever_added_the_app_once_to_set_a_program_up():
    async with desk() as d:
        ana, ben, cy = (d.sim.person(name) for name in ("Ana", "Ben", "Cy"))
        design = d.sim.team("Design", channels=("crits",), people=[ana, ben, cy])
        d.core.replies = {"set up here": Say(Message("Thank you for having me", ()))}
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        (done,) = d.core.done
        assert isinstance(done, Typed)
        assert (done.line, done.by.member) == ("set up here", f"{d.space}:{ana.aad}")
        assert done.where == Where(f"{d.space}:{design.id}", "channel", "General")
        assert [one.summary for one in d.sim.chat(ana)] == ["Thank you for having me"]
        assert not d.sim.posts(design.general)
        assert [one.by.member for one in of(d, Installed)] == [done.by.member]
        assert set(people(d)) == {f"{d.space}:{one.aad}" for one in (ana, ben, cy)}
        channels = {one.id: one.name for one in d.references.channels(d.space)}
        crits = design.channel("crits")
        assert channels == {f"{d.space}:{design.id}": "Design", f"{d.space}:{crits.id}": "crits"}


async def test_how_far_the_reading_of_a_large_team_is_is_told_with_who_brought_it_in():
    async with desk() as d:
        ana, *others = d.sim.people(1_100)
        await d.sim.add_to_team(d.sim.team("Everybody", people=[ana, *others]), by=ana)
        await d.settled()
        by, last = f"{d.space}:{ana.aad}", d.core.heard[-1]
        so_far = DirectoryNews(workspace=d.space, people=1_100, by=by)
        assert of(d, DirectoryNews) == [so_far, replace(so_far, done=True)]
        assert last == replace(so_far, done=True), "first all of them are known"


async def test_where_the_channel_is_chosen_the_offer_is_about_that_channel():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        crits = design.channel("crits")
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        told = next(one for one in d.sim.delivered if one["type"] == "installationUpdate")
        chosen = {**told["channelData"], "settings": {"selectedChannel": {"id": crits.id}}}
        assert (await d.sim.post_activity({**told, "id": "f:2", "channelData": chosen})).ok
        await d.settled()
        assert d.core.done[-1].where == Where(f"{d.space}:{crits.id}", "channel", "crits")


async def test_a_channel_s_name_in_a_line_is_its_id_once_the_team_is_known():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        await d.sim.says(ana, "create in #crits and #design", where=design.general)
        crits = f"#{d.space}:{design.channel('crits').id}|crits"
        assert d.core.lines[-1] == f"create in {crits} and #{d.space}:{design.id}|Design"


async def test_new_members_of_a_team_are_told_with_their_names_and_how_to_reach_them():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        d.core.heard.clear()
        zoe, crowd = d.sim.person("Zoe Ek"), d.sim.people(8)
        await d.sim.add_members(design, zoe, by=ana)
        await d.settled()
        assert people(d)[f"{d.space}:{zoe.aad}"].name == "Zoe Ek"
        assert d.reference(f"{d.space}:{zoe.aad}").address == zoe.upn
        singles = len(d.sim.calls("member"))
        await d.sim.add_members(design, *crowd, by=ana)
        await d.settled()
        assert {f"{d.space}:{one.aad}" for one in crowd} <= set(people(d))
        assert len(d.sim.calls("member")) == singles


async def test_who_leaves_a_team_is_gone_only_with_no_other_team_and_no_chat_of_ours():
    async with desk() as d:
        ana, ben, cy, dee = (d.sim.person(name) for name in ("Ana", "Ben", "Cy", "Dee"))
        design = d.sim.team("Design", people=[ana, ben, cy, dee])
        craft = d.sim.team("Craft", people=[ana, cy])
        for team in (design, craft):
            await d.sim.add_to_team(team, by=ana)
        await d.sim.install(dee)
        await d.settled()
        d.core.heard.clear()
        before = len(d.sim.calls("member"))
        await d.sim.remove_members(design, ben, cy, dee, by=ana)
        await d.settled()
        # one look each into the other team, none into the one they left, whose roster may lag behind
        assert len(d.sim.calls("member")) - before == 2
        gone = Profile(member=f"{d.space}:{ben.aad}", name="", gone=True)
        assert list(people(d).values()) == [gone]


async def test_in_doubt_nobody_is_gone():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        teams = [d.sim.team(name, people=[ana, ben]) for name in ("Design", "Craft")]
        for team in teams:
            await d.sim.add_to_team(team, by=ana)
        await d.settled()
        d.core.heard.clear()
        d.sim.faults.add("member", "503")
        await d.sim.remove_members(teams[0], ben, by=ana)
        await d.settled()
        assert not people(d)


async def test_who_takes_the_app_away_is_gone_unless_a_team_has_them():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana])
        await d.sim.add_to_team(design, by=ana)
        for one in (ana, ben):
            await d.sim.install(one)
        await d.settled()
        d.core.heard.clear()
        for one in (ana, ben):
            await d.sim.uninstall(one)
        await d.settled()
        assert [one.member for one in people(d).values()] == [f"{d.space}:{ben.aad}"]
        assert d.reference(f"{d.space}:{ana.aad}").conversation == ""


async def test_channels_that_are_renamed_or_deleted_are_told():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        d.core.heard.clear()
        new = await d.sim.add_channel(design, "new", by=ana)
        id = f"{d.space}:{new.id}"
        assert d.reference(id).name == "new"
        await d.sim.rename_channel(new, "newer", by=ana)
        await d.settled()
        assert d.reference(id).name == "newer"
        await d.sim.delete_channel(new, by=ana)
        await d.settled()
        assert d.references.of(id) is None
        assert of(d, ChannelNews) == [
            ChannelNews(workspace=d.space, channel=id, what="renamed", name="newer"),
            ChannelNews(workspace=d.space, channel=id, what="archived"),
        ]


async def test_a_team_that_is_renamed_keeps_its_channels_and_one_deleted_loses_them_all():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        d.core.heard.clear()
        await d.sim.rename_team(design, "Designers", by=ana)
        await d.settled()
        team, crits = f"{d.space}:{design.id}", f"{d.space}:{design.channel('crits').id}"
        assert d.reference(team).name == "Designers"
        assert not of(d, ChannelNews)
        await d.sim.delete_team(design, by=ana)
        await d.settled()
        assert {(one.channel, one.what) for one in of(d, ChannelNews)} == {
            (team, "archived"),
            (crits, "archived"),
        }
        assert not d.references.channels(d.space)


@pytest.mark.parametrize("how", ["archived", "deleted", "taken out"])
async def test_a_team_that_is_there_again_is_told_with_every_channel(how):
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        match how:
            case "archived":
                await d.sim.archive_team(design, by=ana)
                d.core.heard.clear()
                await d.sim.unarchive_team(design, by=ana)
            case "deleted":
                await d.sim.delete_team(design, by=ana)
                d.core.heard.clear()
                await d.sim.restore_team(design, by=ana)
            case _:
                await d.sim.remove_from_team(design, by=ana)
                d.core.heard.clear()
                await d.sim.add_to_team(design, by=ana)
        await d.settled()
        team, crits = f"{d.space}:{design.id}", f"{d.space}:{design.channel('crits').id}"
        assert {(one.channel, one.what) for one in of(d, ChannelNews)} == {
            (team, "restored"),
            (crits, "restored"),
        }
        assert d.reference(crits).name == "crits"


async def test_a_channel_that_is_restored_is_told():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        await d.sim.add_to_team(design, by=ana)
        crits = design.channel("crits")
        await d.sim.delete_channel(crits, by=ana)
        await d.settled()
        d.core.heard.clear()
        await d.sim.restore_channel(crits, by=ana)
        await d.settled()
        id = f"{d.space}:{crits.id}"
        assert of(d, ChannelNews) == [
            ChannelNews(workspace=d.space, channel=id, what="restored", name="crits")
        ]
        assert d.reference(id).name == "crits"


async def test_who_adds_it_to_a_team_leads_and_who_adds_it_for_themselves_does_not():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        await d.sim.install(ana)
        await d.sim.add_to_team(d.sim.team("Design", people=[ana, ben]), by=ben)
        await d.settled()
        assert [(one.by.name, one.leads) for one in of(d, Installed)] == [
            ("Ana", False),
            ("Ben", True),
        ]


async def test_a_team_that_takes_us_out_is_left_with_every_channel():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", channels=("crits",), people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        d.core.heard.clear()
        await d.sim.remove_from_team(design, by=ana)
        await d.settled()
        told = {(one.channel, one.what) for one in of(d, ChannelNews)}
        both = (design.id, design.channel("crits").id)
        assert told == {(f"{d.space}:{id}", "left") for id in both}
        assert not d.references.teams()


async def test_a_chat_of_several_that_we_are_brought_into_or_out_of():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        lunch = d.sim.group_chat("Lunch", [ana, ben])
        id = f"{d.space}:{lunch.id}"
        await d.sim.add_to_chat(lunch, by=ana)
        await d.settled()
        assert [one.by.name for one in of(d, Installed)] == ["Ana"]
        assert d.reference(id).kind == "chat"
        assert not d.core.done
        await d.sim.remove_from_chat(lunch, by=ana)
        await d.settled()
        assert d.references.of(id) is None


async def test_the_client_says_where_a_person_is_when_they_first_write():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben", zone="America/New_York")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        d.core.heard.clear()
        for _ in range(2):
            await d.sim.says(ben, "help")
        await d.settled()
        (told,) = of(d, Roster)
        assert [one.zone for one in told.profiles] == ["America/New_York"]
