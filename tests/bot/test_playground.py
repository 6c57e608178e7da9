"""The playground as it is wired: what its page shows of the other platforms."""

import json
from datetime import UTC, datetime
from pathlib import Path

from adapters.playground import html
from adapters.playground.company import company
from adapters.playground.log import personal
from bot import wiring
from bot.clock import SimulatedClock
from bot.playground import Play
from bot.settings import Settings
from facilitation.skills import naming
from facilitation.talk.messages import Button, Chat, Link, Mention, Message, Text, buttons


def test_as_seen_in_teams_a_chat_is_a_link_and_a_form_a_dialog(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/p.db")  # type: ignore[call-arg]
    made = company(6, datetime(2026, 11, 18, 9, 0, tzinfo=UTC))
    clock = SimulatedClock(made.starts)
    base = wiring.base(settings, clock)
    views = Play(base, clock, made).parts().views
    people = tuple(Mention(one.id, one.name) for one in made.members[:2])
    message = Message(
        "Hello",
        (
            Chat("Start the chat", people, "Coffee", "Hi!"),
            buttons(Button("Change it", "profile"), Button("Home", "home")),
        ),
    )
    card = json.loads(json.dumps(views["Teams"].message(message)))
    chat, row = (one["actions"] for one in card["body"] if one["type"] == "ActionSet")
    users = ",".join(f"{one.id.rsplit(':', 1)[-1]}@company.example" for one in made.members[:2])
    assert chat[0]["url"] == (
        f"https://teams.microsoft.com/l/chat/0/0?users={users}&topicName=Coffee&message=Hi%21"
    )
    assert [one["type"] for one in row] == ["Action.Submit", "Action.Execute"]
    assert "Start a chat with" in json.dumps(views["Slack"].message(message))
    base.engine.dispose()


async def test_a_file_is_to_be_had_by_a_link_in_ones_own_chat_at_once(tmp_path: Path) -> None:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/p.db",
        public_url="http://127.0.0.1:8000",
    )
    made = company(6, datetime(2026, 11, 18, 9, 0, tzinfo=UTC))
    clock = SimulatedClock(made.starts)
    base = wiring.base(settings, clock)
    play = Play(base, clock, made, quiet=True)
    await play.start_over()
    asks = made.members[0].id
    play._say(asks, "export me")
    await play.move_to(clock.now())
    seen: list[tuple[str, str]] = []
    for one in made.members:
        for post in play.parts().log.posts([personal(one.id)]):
            blocks = post.message.blocks if post.message else ()
            spans = [span for b in blocks if isinstance(b, Text) for span in b.spans]
            seen += [(one.id, span.url) for span in spans if isinstance(span, Link)]
    ((whose, url),) = [(one, url) for one, url in seen if "/export/" in url]
    assert whose == asks
    assert url.startswith("http://127.0.0.1:8000/export/")
    base.engine.dispose()


async def test_who_was_forgotten_and_speaks_again_reads_the_time_where_they_are(
    tmp_path: Path,
) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/p.db")  # type: ignore[call-arg]
    made = company(6, datetime(2026, 11, 18, 9, 0, tzinfo=UTC))
    clock = SimulatedClock(made.starts)
    base = wiring.base(settings, clock)
    play = Play(base, clock, made, quiet=True)
    await play.start_over()
    chat = play.parts().chat()
    away = next(one for one in made.members if one.zone != made.workspace.zone)
    own = chat.conversation(away, "")
    chat.send(away, own, "forget me")
    shown = play.parts().log.posts([personal(away.id)])[-1]
    assert shown.message is not None
    lines = {text: line for line, text in html.commands(shown.message).items()}
    chat.press(away, shown, lines["Forget me"])
    with base.store.begin() as work:
        assert work.members.find(away.id) is None
    chat.send(chat.member(away.id), own, "hello")
    assert chat.member(away.id).zone == away.zone
    base.engine.dispose()


def test_what_people_of_the_company_can_do_is_found_by_whatever_it_is_called() -> None:
    made = company(24, datetime(2026, 11, 18, 9, tzinfo=UTC))
    for skill in {skill for one in made.members for skill in (*one.offers, *one.wants)}:
        starter = naming.starter_of(naming.fold(skill))
        assert not starter or naming.fold(starter) == naming.fold(skill), skill
