"""The playground as it is wired: what its page shows of the other platforms."""

import json
from datetime import UTC, datetime
from pathlib import Path

from adapters.playground.company import company
from bot import wiring
from bot.clock import SimulatedClock
from bot.playground import Play
from bot.settings import Settings
from facilitation.talk.messages import Button, Chat, Mention, Message, buttons


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
