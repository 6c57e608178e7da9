"""Skills, bookings and questions lived through once, and the same in the playground, in Slack and in Teams."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import vobject

from tests.journeys import playground_desk, slack_desk, teams_desk
from tests.journeys.client import playground
from tests.journeys.desks import Card, Desk, Given, Sheet, Who
from tests.journeys.seen import every_card_has_an_example

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
"""A Wednesday, half past nine in Berlin and half past eight in Lisbon."""
CAST = {"ana": "ana", "ben": "jonas", "cleo": "matteo", "dan": "dev", "eve": "helena"}
"""Who plays them in the playground: Ana lives in Lisbon, the others in Berlin."""
TIME = re.compile(r"(Mon|Tue|Wed|Thu|Fri) \d\d? [A-Z][a-z]{2}, \d\d:\d\d")


async def test_bookings_in_the_playground(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'play.db'}"
    with playground(url, "--people", "24", "--start", START.isoformat()) as client:
        await live_through_it(playground_desk.Playground(client, CAST))
        every_card_has_an_example(client)


async def test_bookings_in_slack(migrated_url: str) -> None:
    async with slack_desk.slack(migrated_url, START) as desk:
        await live_through_it(desk)


async def test_bookings_in_teams(tmp_path: Path) -> None:
    async with teams_desk.teams(f"sqlite:///{tmp_path / 'test.db'}", START) as desk:
        await live_through_it(desk)


async def live_through_it(desk: Desk) -> None:
    """Tell the whole story; each chapter takes the time that it takes."""
    await they_say_what_they_can(desk)
    starts_at = await ana_books_ben(desk)
    await they_meet_and_ana_tells(desk, starts_at)
    await somebody_says_no_and_the_next_says_yes(desk)
    await somebody_is_silent_and_the_next_takes_over(desk)
    await times_go_back_and_forth(desk)
    await a_question_is_answered_and_kept(desk)
    await what_cannot_be_booked_is_said(desk)
    await a_peer_leaves_before_they_answer(desk)


async def they_say_what_they_can(desk: Desk) -> None:
    """Three offer Terraform; one of them misspells it, and one tap puts it right."""
    assert "Terraform" in (await say(desk, "ben", "offer terraform 4")).words
    question = await say(desk, "cleo", "offer terrafrom 3")
    assert "Did you mean Terraform?" in question.words
    noted = await press(desk, "cleo", question, "Terraform")
    assert "Terraform (3" in noted.words
    assert "terrafrom" not in (await say(desk, "cleo", "skills")).words
    await say(desk, "dan", "offer terraform 2")
    wanted = await say(desk, "ana", "want terraform")
    assert "3 people here can help with Terraform" in wanted.words
    assert "Terraform · 4" in (await say(desk, "ana", "skills @ben")).words


async def ana_books_ben(desk: Desk) -> datetime:
    """Ana finds Ben, books him by the form, and he takes one of three times; return which."""
    found = await say(desk, "ana", "find terraform")
    assert found.title == "Who can help with Terraform"
    books = [label for label in found.buttons if label.startswith("Book ")]
    assert len(books) == 3
    assert books[0] == f"Book {desk.name('ben')}"
    form = await opened(desk, "ana", found, books[0])
    sent = await desk.fills("ana", form, wish("ben", "Where does the state live?"))
    assert sent.title == f"{desk.name('ben')} is asked"
    request = await until(desk, "ben", f"{desk.name('ana')} asks for your time")
    assert "Where does the state live?" in request.words
    assert "Lisbon" in request.words, "the other's clock stands beside one's own"
    times = times_of(request)
    assert len(times) == 3
    agreed = await press(desk, "ben", request, times[1])
    assert agreed.title == f"Agreed: you and {desk.name('ana')}"
    told = await until(desk, "ana", f"Agreed: you and {desk.name('ben')}")
    assert any("calendar.google.com" in url for url in told.links)
    assert any("outlook" in url for url in told.links)
    assert any("/l/meeting/new?" in url for url in told.links) == isinstance(desk, teams_desk.Teams)
    method, entry = await invitation(desk, told)
    assert method == "REQUEST"
    starts_at: datetime = entry.dtstart.value.astimezone(UTC)
    assert entry.dtend.value - entry.dtstart.value == timedelta(minutes=30)
    assert f"{starts_at + timedelta(hours=1):%H:%M}" == times[1][-5:], "Berlin's clock is UTC + 1"
    assert "Where does the state live?" in entry.description.value
    assert (await invitation(desk, agreed))[1].uid == entry.uid
    return starts_at


async def they_meet_and_ana_tells(desk: Desk, starts_at: datetime) -> None:
    """Both are reminded ten minutes before and asked afterwards; what Ana says of Ben counts."""
    ana, ben = desk.name("ana"), desk.name("ben")
    await desk.move_to(starts_at - timedelta(minutes=11))
    assert not seen(desk, "ana", "In 10 minutes")
    await desk.move_to(starts_at - timedelta(minutes=10))
    for who, other in (("ana", ben), ("ben", ana)):
        (reminder,) = seen(desk, who, f"In 10 minutes: you and {other}")
        assert "Where does the state live?" in reminder.words
    asked = await until(desk, "ana", "How did it go?")
    assert desk.now() >= starts_at + timedelta(minutes=30)
    met = await press(desk, "ana", asked, "We met")
    helped = await press(desk, "ana", met, "5")
    rated = await press(desk, "ana", helped, "5, expert")
    assert "at level 5, expert" in rated.words
    theirs = await say(desk, "dan", "skills @ben")
    assert "Terraform · 5, expert (a colleague said so after a session" in theirs.words
    assert "took place" in (await say(desk, "ben", "bookings")).words


async def somebody_says_no_and_the_next_says_yes(desk: Desk) -> None:
    """A peer declines and says why; the next best is a tap away and agrees, and Ana calls it off."""
    sent = await say(desk, "ana", 'book terraform 45m this week "State locks"')
    first = asked_in(desk, sent)
    request = await until(desk, first, f"{desk.name('ana')} asks for your time")
    form = await opened(desk, first, request, "Not now")
    await desk.fills(first, form, {"reason": "Audit week, sorry"})
    told = await until(desk, "ana", f"{desk.name(first)} cannot just now")
    assert "Audit week, sorry" in told.words
    (label,) = [one for one in told.buttons if one.startswith("Ask ")]
    sent = await press(desk, "ana", told, label)
    second = asked_in(desk, sent)
    assert second != first
    request = await until(desk, second, f"{desk.name('ana')} asks for your time")
    assert "State locks" in request.words
    await press(desk, second, request, times_of(request)[0])
    agreed = await until(desk, "ana", f"Agreed: you and {desk.name(second)}")
    _, before = await invitation(desk, agreed)
    form = await opened(desk, "ana", agreed, "Cancel it")
    cancelled = await desk.fills("ana", form, {"reason": "The build is green again"})
    assert cancelled.title == "Canceled"
    told = await until(desk, second, f"Canceled: you and {desk.name('ana')}")
    assert "The build is green again" in told.words
    method, after = await invitation(desk, told)
    assert (method, after.status.value) == ("CANCEL", "CANCELLED")
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)


async def somebody_is_silent_and_the_next_takes_over(desk: Desk) -> None:
    """A peer does not answer, is asked once more, and then somebody else is asked and takes it."""
    sent = await say(desk, "eve", 'book terraform 30m next 2 weeks "<!channel> & [all](x)"')
    silent, asked_at = asked_in(desk, sent), desk.now()
    title = f"{desk.name('eve')} asks for your time"
    assert "<!channel> & [all](x)" in (await until(desk, silent, title)).words
    again = await until(desk, silent, f"{desk.name('eve')} still hopes for your time")
    assert desk.now() - asked_at >= timedelta(hours=24)
    once = desk.now()
    told = await until(desk, "eve", f"No answer from {desk.name(silent)} yet")
    assert desk.now() - once >= timedelta(hours=24)
    (label,) = [one for one in told.buttons if one.startswith("Ask ")]
    taker = asked_in(desk, await press(desk, "eve", told, label))
    assert taker != silent
    await until(desk, silent, "Settled, thank you")
    late = await press(desk, silent, again, times_of(again)[0])
    assert late.title == "Settled already"
    request = await until(desk, taker, title)
    await press(desk, taker, request, times_of(request)[2])
    await until(desk, "eve", f"Agreed: you and {desk.name(taker)}")


async def times_go_back_and_forth(desk: Desk) -> None:
    """Dan and Ben propose times to each other until one suits, then move it once more."""
    ben, dan = desk.name("ben"), desk.name("dan")
    form = await desk.says("dan", "book")
    assert isinstance(form, Sheet), "who types it gets the form too"
    sent = await desk.fills("dan", form, wish("ben", "Providers", when="next 2 weeks"))
    assert sent.title == f"{ben} is asked"
    card = await until(desk, "ben", f"{dan} asks for your time")
    day = (desk.now() + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
    proposer, reader = "ben", "dan"
    for hours in range(3):
        form = await opened(desk, proposer, card, "Other times")
        times = {"first": day + timedelta(hours=hours), "second": day + timedelta(hours=hours + 3)}
        done = await desk.fills(proposer, form, times)
        assert done.title == f"I asked {desk.name(reader)}"
        card = await until(desk, reader, f"{desk.name(proposer)} proposes other times")
        assert times_of(card)[0][-5:] == f"{10 + hours}:00", "wall time in Berlin"
        proposer, reader = reader, proposer
    assert "A short chat may be quicker" in card.words
    agreed = await press(desk, proposer, card, times_of(card)[1])
    assert agreed.title == f"Agreed: you and {desk.name(reader)}"
    _, before = await invitation(desk, agreed)
    assert before.dtstart.value == day + timedelta(hours=5)
    form = await opened(desk, proposer, agreed, "Move it")
    await desk.fills(proposer, form, {"first": day + timedelta(hours=1)})
    asked = await until(desk, reader, f"{desk.name(proposer)} would like to move your booking")
    moved = await press(desk, reader, asked, times_of(asked)[0])
    _, after = await invitation(desk, moved)
    assert after.dtstart.value == day + timedelta(hours=1)
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)


async def a_question_is_answered_and_kept(desk: Desk) -> None:
    """Ana asks, a peer answers, Ana keeps it, the peer says yes, and others find it."""
    ana = desk.name("ana")
    choice = await say(desk, "ana", 'ask "Where do you keep Terraform state?"')
    (label,) = [one for one in choice.buttons if one.startswith("Ask ")]
    await press(desk, "ana", choice, label)
    asked = [w for w in ("ben", "cleo", "dan") if desk.name(w).split()[0] in label]
    who = asked[0]
    card = await until(desk, who, f"{ana} asks you something")
    form = await opened(desk, who, card, "Answer")
    await desk.fills(who, form, {"text": "In a bucket with versions & locks."})
    told = await until(desk, "ana", f"{desk.name(who)} has an answer for you")
    form = await opened(desk, "ana", told, "Keep it for others")
    kept = {"title": "Terraform state", "text": "In a bucket with versions & locks."}
    assert (await desk.fills("ana", form, kept)).title == "It waits for a yes"
    assert "Terraform state" not in (await say(desk, "eve", "search buckets")).words
    may = await until(desk, who, "May others read this?")
    assert "versions & locks" in may.words
    assert (await press(desk, who, may, "Yes, keep it")).title == "Thank you"
    found = await say(desk, "eve", "search buckets")
    assert "Terraform state" in found.words
    assert "versions & locks" in found.words


async def what_cannot_be_booked_is_said(desk: Desk) -> None:
    """Oneself, and a skill that nobody has: the want is noted in one tap, and who offers it later is told of."""
    assert "You cannot book yourself" in (await say(desk, "ana", "book @ana 30m")).words
    nobody = await say(desk, "ana", "find fortran")
    assert "Nobody here offers Fortran yet" in nobody.words
    noted = await press(desk, "ana", nobody, "Yes, note it")
    assert "I will tell you when someone does" in noted.words
    await say(desk, "eve", "offer fortran 3")
    told = await until(desk, "ana", "Someone can help with Fortran now")
    found = await press(desk, "ana", told, "Find")
    assert f"Book {desk.name('eve')}" in found.buttons


async def a_peer_leaves_before_they_answer(desk: Desk) -> None:
    """A peer leaves the company between being asked and answering; the asker hears, and whom to ask now."""
    sent = await say(desk, "ana", 'book @eve for fortran 30m next 2 weeks "Old code"')
    assert sent.title == f"{desk.name('eve')} is asked"
    await until(desk, "eve", f"{desk.name('ana')} asks for your time")
    await desk.leaves("eve")
    told = await until(desk, "ana", f"{desk.name('eve')} is away just now")
    assert "I know nobody else to ask" in told.words


def wish(who: str, topic: str, when: str = "this week") -> Mapping[str, Given]:
    """Return the answers to the form of a booking."""
    return {
        "who": Who(who),
        "skill": "Terraform",
        "length": "30m",
        "when": when,
        "urgent": "no",
        "topic": topic,
    }


async def say(desk: Desk, who: str, line: str) -> Card:
    """Type a line and return the card that answers it."""
    found = await desk.says(who, line)
    assert isinstance(found, Card), found
    return found


async def press(desk: Desk, who: str, card: Card, label: str) -> Card:
    """Press a button and return the card that came of it."""
    found = await desk.presses(who, card, label)
    assert isinstance(found, Card), found
    return found


async def opened(desk: Desk, who: str, card: Card, label: str) -> Sheet:
    """Press a button and return the form that it opened."""
    found = await desk.presses(who, card, label)
    assert isinstance(found, Sheet), found
    return found


def seen(desk: Desk, who: str, title: str) -> list[Card]:
    """Return the cards with these words in the title that somebody sees."""
    return [card for card in desk.cards(who) if title in card.title]


async def until(desk: Desk, who: str, title: str) -> Card:
    """Let time pass until somebody sees a card with these words in its title, and return it."""
    for _ in range(40):
        if found := seen(desk, who, title):
            return found[-1]
        await desk.step()
    titles = [card.title for card in desk.cards(who)]
    raise AssertionError(f"{who} never saw “{title}”, only {titles}")


def times_of(card: Card) -> list[str]:
    """Return the times that a card proposes to agree to."""
    return [label for label in card.buttons if TIME.fullmatch(label)]


def asked_in(desk: Desk, sent: Card) -> str:
    """Return who is asked, of a card that says so."""
    (who,) = [w for w in ("ben", "cleo", "dan") if sent.title == f"{desk.name(w)} is asked"]
    return who


async def invitation(desk: Desk, card: Card) -> tuple[str, vobject.base.Component]:
    """Fetch the invitation that a card leads to, and return its method and its only entry."""
    (url,) = [url for url in card.links if url.endswith(".ics")]
    kind, body = await desk.fetch(url)
    assert kind.startswith("text/calendar")
    read = vobject.readOne(body.decode())
    (entry,) = read.vevent_list
    return str(read.method.value), entry
