"""A company whose people book each other: asking, pressing and filling in as they would."""

from collections.abc import Mapping

from facilitation.bookings.model import Booking
from facilitation.skills import naming
from facilitation.skills import service as skills
from facilitation.talk.incoming import Ask, Filled, Replace, Reply, Say, Where
from facilitation.talk.messages import Button, Buttons, Choice, Message, plain
from tests.company import WORKSPACE, Company


def of(name: str) -> str:
    """Return the id of the member of this name."""
    return f"{WORKSPACE}:{name}"


def offers(company: Company, skill: str, *names: str, level: int | None = None) -> None:
    """Let members offer a skill."""
    with company.store.begin() as work:
        for name in names:
            named = naming.read(work, WORKSPACE, skill, exact=True)
            member = work.members.get(of(name))
            settled = skills.settle(work, WORKSPACE, named, member.id, company.now)
            skills.offer(work, member, [(settled, level)], company.now)


def fills(company: Company, name: str, line: str, **answers: str) -> Reply:
    """Let a member send a form off."""
    sender = company._sender(name)
    where = Where(id=f"personal:{name}", kind="personal")
    return company.assistant().handle(Filled(by=sender, line=line, answers=answers, where=where))


def said(reply: Reply) -> Message:
    """Return the message of a reply."""
    assert isinstance(reply, Say | Replace), reply
    return reply.message


def words(message: Message, zone: str = "UTC") -> str:
    """Return all that a message says."""
    found = [message.title]
    for block in message.blocks:
        spans = getattr(block, "spans", None)
        if spans is not None:
            found.append(plain(spans, zone))
        found += [plain(line, zone) for line in getattr(block, "lines", ())]
        found += [b.text for b in getattr(block, "buttons", ())]
    return "\n".join(found)


def pressed(company: Company, name: str, message: Message, start: str) -> Reply:
    """Let a member press the first button whose words start so."""
    for block in message.blocks:
        for one in block.buttons if isinstance(block, Buttons) else ():
            if one.text.startswith(start):
                return company.says(name, one.command)
    raise AssertionError(f"no button “{start}” in\n{words(message)}")


def accepts(message: Message) -> list[Button]:
    """Return the buttons that agree to a time."""
    rows = [b.buttons for b in message.blocks if isinstance(b, Buttons)]
    return [one for row in rows for one in row if one.command.startswith("accept ")]


def choices(message: Message) -> list[str]:
    """Return the lines that a message's menus run."""
    menus = [b for b in message.blocks if isinstance(b, Choice)]
    return [f"{menu.command} {option.value}" for menu in menus for option in menu.options]


def newest(company: Company, name: str) -> Booking:
    """Return a member's newest booking."""
    with company.store.begin() as work:
        return work.bookings.of_member(of(name), company.now.replace(year=2020))[0]


def last(company: Company, name: str) -> Message:
    """Return the last message that reached a member."""
    return company.inbox(name)[-1]


def asked(reply: Reply) -> Mapping[str, str]:
    """Return the sentences under the fields of a form."""
    assert isinstance(reply, Ask), reply
    return reply.errors
