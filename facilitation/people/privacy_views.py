"""What people read about what is kept of them: what and why, what is heard, how long, and what they can do."""

from collections.abc import Mapping
from typing import Literal

from facilitation.people.privacy import KEPT
from facilitation.talk.incoming import Replies
from facilitation.talk.messages import Button, Code, Items, Message, Text, buttons, text
from facilitation.talk.phrases import Phrase, say, say_n, sentences

REPLIES: Mapping[Replies, Phrase] = {
    "": say("In channels I hear what is said to me, by mention or button, and no other messages."),
    "read": say(
        "In channels I hear what is said to me, and I read the replies below my own questions. No other message of a "
        "channel reaches me."
    ),
    "told": say(
        "I am sent what is written in the channels I am in. I drop it unread and write none of it down, but for the "
        "replies below my own questions."
    ),
    "refused": say(
        "In channels I hear what is said to me, by mention or button, and no other messages. I am not allowed to read "
        "replies below my questions."
    ),
}
"""What is heard of channels, by how replies in threads come to us."""

Record = Literal["", "hears", "refused"]
"""Whether a record store hears of somebody; empty where there is none."""
_HEARS: Mapping[Record, tuple[Text, ...]] = {
    "": (),
    "hears": (
        text(
            "Your company's learning record hears when you take part, keep a takeaway or have an example confirmed; "
            "nothing else: {statements}.",
            statements=Code("statements"),
        ),
    ),
    "refused": (text(say("Your company's learning record hears nothing of you, as you wished.")),),
}
_CHANGES: Mapping[Record, tuple[Button, ...]] = {
    "": (),
    "hears": (Button(say("Tell that record nothing"), "statements off"),),
    "refused": (Button(say("Let it be told again"), "statements on"),),
}


def what_is_kept(
    replies: Replies = "", days: int = 90, gone_days: int = 30, record: Record = ""
) -> Message:
    """Say what is kept of a member, why, and who sees it; what is heard as `replies` come, kept for `days`.

    All of it outlasts by `gone_days` that the workspace takes Peerloop out; `record` is what a record store hears.
    """
    return Message(
        say("What I keep about you, and why"),
        (
            Items(tuple((one.what,) for one in KEPT)),
            *_how_long(replies, days, gone_days),
            text(
                say(
                    "Your circle sees your name and why you were put together. Facilitators see numbers, who "
                    "has joined, and who would meet whom. Whoever runs the server can read its database."
                )
            ),
            *_HEARS[record],
            text(
                "To stop: {pause} or {leave}; nobody is told but a circle that you leave.",
                pause=Code("pause"),
                leave=Code("leave"),
            ),
            buttons(
                Button(say("My profile"), "profile"),
                Button(say("Give me a copy"), "export me"),
                *_CHANGES[record],
                Button(say("Forget me"), "forget me"),
            ),
        ),
    )


def who_sees_what() -> Message:
    """Say in short who sees what of somebody, with a button to all of it."""
    return Message(
        say("Who sees what of you"),
        (
            text(
                say(
                    "What you write down after a meeting and what you plan are yours alone: neither your manager nor "
                    "anybody else reads them, unless you share them."
                )
            ),
            text(
                say(
                    "Colleagues see what you offer, want and share. Your circle sees your name. Whoever looks after a "
                    "program sees who is in it and which circles met. Of channels I read what is said to me and the "
                    "answers to my own questions, nothing else."
                )
            ),
            buttons(
                Button(say("All that is kept of me"), "privacy"),
                Button(say("Give me a copy"), "export me"),
            ),
        ),
    )


def _how_long(replies: Replies, days: int, gone_days: int) -> tuple[Text, ...]:
    """Say what is heard of channels, and when what is kept goes."""
    return (
        text(
            sentences(
                REPLIES[replies],
                say_n(
                    "Words of discussions are gone a day after these are closed.",
                    "Words of discussions are gone {n} days after these are closed.",
                    days,
                ),
            )
        ),
        text(
            say(
                "What I sent to you goes after some weeks, what happened after two years, and the rest when you say "
                "“forget me”."
            )
        ),
        text(
            say_n(
                "Should your workspace take me out, all of it is erased a day later.",
                "Should your workspace take me out, all of it is erased {n} days later.",
                gone_days,
            )
        ),
    )
