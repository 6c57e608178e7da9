"""What people read of reports that come every month."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.programs.model import Program
from facilitation.reports import periods, views
from facilitation.reports.model import Order
from facilitation.reports.service import Report
from facilitation.talk.messages import (
    Block,
    Button,
    Code,
    Items,
    Message,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say


def sent(report: Report, address: str) -> Message:
    """Show the report of the month that is over, with why it came and how to stop it; its picture is at an address."""
    number = report.program.number
    card = views.card(report, address, ask=f"report #{number} last month")
    why = note(
        say(
            "It comes once a month, as somebody who looks after {program} wished. To stop it: {command}",
            program=report.program.name,
            command=Code(f"report #{number} monthly off"),
        )
    )
    title = say(
        "{program}, {period}", program=report.program.name, period=periods.label(report.period)
    )
    return Message(title, (*card.blocks, why))


def to(order: Order) -> Phrase:
    """Return where a report goes."""
    if order.member:
        return say("to you alone")
    if order.channel_name:
        return say("to #{channel}", channel=order.channel_name)
    return say("to a channel")


def shown(program: Program, orders: Sequence[Order], others: int, at: datetime | None) -> Message:
    """Show where the report of a program goes every month; `others` get it for themselves."""
    title = say("The report of {program}, every month", program=program.name)
    if not orders and not others:
        return Message(
            title,
            (
                text(
                    say(
                        "It is sent to nobody yet. It would come on a month's first working day, about the one before."
                    )
                ),
                buttons(
                    Button(
                        say("Send it to me"), f"report #{program.number} monthly to me", "primary"
                    ),
                    Button(say("Show it now"), f"report #{program.number} last month"),
                ),
                note(
                    say(
                        "For a channel, say it there: {command}",
                        command=Code(f"report #{program.number} monthly here"),
                    )
                ),
            ),
        )
    lines = [(to(one),) for one in orders]
    if others:
        lines.append((say("to others who look after it"),))
    when: tuple[Block, ...] = (text(say("The next one: {day}", day=Time(at, "day"))),) if at else ()
    stop = Button(say("Send it no more"), f"report #{program.number} monthly off")
    return Message(title, (Items(tuple(lines)), *when, *((buttons(stop),) if orders else ())))


def change(program: Program, order: Order, at: datetime) -> tuple[Block, ...]:
    """Show what would come, before it does."""
    if order.member:
        who = say("Nobody but you gets it.")
    else:
        who = say("Whoever reads that channel can read its numbers. Nobody is named in them.")
    return (
        text(
            say(
                "The report of {program} would come {where} once a month, about the month before, first on {day}.",
                program=program.name,
                where=to(order),
                day=Time(at, "day"),
            )
        ),
        text(who),
    )


def ordered(program: Program, order: Order, at: datetime) -> Message:
    """Confirm that it will come."""
    return Message(
        say("The report of {program} comes every month", program=program.name),
        (
            text(say("It comes {where}, first on {day}.", where=to(order), day=Time(at, "day"))),
            buttons(
                Button(say("Send it no more"), f"report #{program.number} monthly off"),
                Button(say("Show it now"), f"report #{program.number} last month"),
            ),
        ),
    )


def stopped(program: Program, gone: Sequence[Order]) -> Message:
    """Confirm that it comes no more, with the way back."""
    if not gone:
        none = say(
            "The report of {program} is sent neither to you nor to a channel.", program=program.name
        )
        return Message(say("It does not come by itself"), (text(none),))
    again = buttons(
        *(
            Button(say("Send it {where} again", where=to(one)), _again(program, one))
            for one in gone[:3]
        )
    )
    return Message(
        say("The report of {program} comes no more", program=program.name),
        (Items(tuple((to(one),) for one in gone)), again),
    )


def _again(program: Program, order: Order) -> str:
    place = "me" if order.member else f"#{order.channel}|{order.channel_name}"
    return f"report #{program.number} monthly to {place}"
