"""What people say after a session: whether they met, whether it helped, how well somebody knows a skill."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from facilitation.errors import Usage, UserError
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.sessions import heard, service, views
from facilitation.sessions import origins as kinds
from facilitation.sessions.model import HAPPENED, Outcome, Session
from facilitation.sessions.origins import Origins
from facilitation.skills import naming
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say

_SESSION = Argument("session", "text", optional=True)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The one check-in after every session, whatever brought it about."""

    origins: Origins

    def answer(self, outcome: Outcome, call: Call) -> Reply:
        """Keep how a session went and show what follows; ask first before another one's word is overwritten."""
        found = self._found(call)
        if len(found) > 1:
            return self._which(call, views.WAYS[outcome], found)
        session, member = found[0], call.member
        if outcome == "some" and len(session.people) < 3:
            raise UserError(
                "There are just two of you, so it is {command} or {command2}.",
                command=Code("met"),
                command2=Code("not yet"),
            )
        if session.booking and outcome == "not_yet":
            outcome = "could_not"
        others = service.against(session, member, outcome)
        if service.must_ask(session, member, outcome) and not _is_sure(call):
            names = call.work.members.some(session.people)
            return Replace(views.differ(session, others, names, outcome))
        first = outcome in HAPPENED and service.is_first(call.work, member)
        session = service.answer(call.work, session, member, outcome, call.now)
        origin = kinds.of(self.origins, session)
        if session.id not in {s.id for s in origin.here(call.work, member, call.where)}:
            self._overtaken(call, session, outcome, [p.member for p in others])
        return Replace(origin.answered(call.work, member, session, call.now, first=first))

    def question(self, call: Call) -> Reply:
        """Show the question again, so that an answer can be changed."""
        found = self._found(call)
        if len(found) > 1:
            return self._which(call, "how did it go", found)
        origin = kinds.of(self.origins, found[0])
        return Replace(origin.question(call.work, call.member, found[0]))

    def helped(self, call: Call) -> Reply:
        """Keep whether it helped."""
        session, about = self._about(call)
        said = call.given.get("answer", "").casefold()
        answer = service.helped(call.work, session, call.member, said, call.now)
        wants = bool(about.skill) and naming.is_among(about.skill, call.member.wants)
        return Replace(views.helped(session, about.whom, about.skill, answer, wants=wants))

    def rate(self, call: Call) -> Reply:
        """Keep how well somebody knows a skill, as another one of the session found."""
        session, about = self._about(call)
        said, _, level = call.given["level"].rpartition(" ")
        whom, skill = about.whom, about.skill
        if said:
            whom, skill = self._named(call, said)
        if session.booking and not about.skill:
            raise UserError("That booking was not about a skill, so there is nothing to rate.")
        if whom is None or not skill:
            raise Usage(
                "Say who, what and how well: rate {session} @ben python 4", session=session.id
            )
        given = service.rate(call.work, session, call.member, whom, skill, level, call.now)
        return Replace(views.rated(session, whom, skill, given))

    def rate_somebody(self, call: Call) -> Reply:
        """Take from a form who of a session knows which skill how well."""
        session = self._found(call)[0]
        others = call.work.members.some([m for m in session.people if m != call.member.id])
        form = views.level_form(session, list(others.values()))
        if call.answers is None:
            return Ask(form)
        skill = naming.read(call.work, call.workspace.id, call.given["skill"]).name
        whom = others.get(call.given["who"])
        if whom is None:
            raise UserError("You can only say this of those you met there.")
        level = service.rate(
            call.work, session, call.member, whom, skill, call.given["grade"], call.now
        )
        return Say(views.rated(session, whom, skill, level))

    def _named(self, call: Call, said: str) -> tuple[Member, str]:
        who, _, what = said.partition(" ")
        whom = people.find(call.work, call.workspace.id, who)
        return whom, naming.read(call.work, call.workspace.id, what).name if what else ""

    def _found(self, call: Call) -> list[Session]:
        """Return the session that a line names, or those that it could be about."""
        if id := call.given.get("session", "").partition(" ")[0]:
            return [service.named(call.work, self.origins, call.member, id, call.now)]
        return service.meant(call.work, self.origins, call.member, call.where, call.now)

    def _which(self, call: Call, said: str, found: Sequence[Session]) -> Reply:
        called = [
            (one, kinds.of(self.origins, one).called(call.work, call.member, one)) for one in found
        ]
        return Replace(views.which(said, called))

    def _about(self, call: Call) -> tuple[Session, kinds.About]:
        session = self._found(call)[0]
        origin = kinds.of(self.origins, session)
        return session, origin.about(call.work, call.member, session)

    def _overtaken(
        self, call: Call, session: Session, outcome: Outcome, others: Sequence[str]
    ) -> None:
        """Tell those who said the opposite that it counts no longer."""
        tell = teller.of(call.work, call.workspace, call.now)
        for other in call.work.members.some(others).values():
            mine = session.part_of(other.id).outcome
            tell.to_each(
                [other],
                views.overtaken(session, call.member, outcome, mine),
                fact=f"{session.id}:{session.version}:overtaken",
                about=session.id,
                until=teller.WORTH_TELLING,
            )
        tell.send()


def _is_sure(call: Call) -> bool:
    """Return whether the answer is given in sight of what others have said."""
    return call.given.get("session", "").endswith(f" {views.SURE}")


def commands(origins: Origins) -> tuple[Command, ...]:
    """Return the commands of the check-in after sessions of these origins."""
    check_in = CheckIn(origins)
    return (*_on_meeting(check_in), _on_asking(check_in), *_on_help(check_in))


def _on_meeting(check_in: CheckIn) -> tuple[Command, ...]:
    """Return the commands that say whether people met."""
    return (
        Command(
            words="met",
            heard=heard.MET,
            summary=say("Say that you met"),
            run=partial(check_in.answer, "met"),
            topic="Meet people",
            arguments=(_SESSION,),
            examples=("met",),
            also=("we met", "booking met"),
        ),
        Command(
            words="some met",
            summary=say("Say that some of your circle met"),
            run=partial(check_in.answer, "some"),
            topic="Meet people",
            arguments=(_SESSION,),
            examples=("some met",),
        ),
        Command(
            words="not yet",
            heard=heard.NOT_YET,
            summary=say("Say that your circle has not met yet"),
            run=partial(check_in.answer, "not_yet"),
            topic="Meet people",
            arguments=(_SESSION,),
            examples=("not yet",),
        ),
        Command(
            words="could not",
            summary=say("Say that it did not work out this time"),
            run=partial(check_in.answer, "could_not"),
            topic="Meet people",
            arguments=(_SESSION,),
            examples=("could not",),
            also=("couldn't", "booking missed"),
        ),
    )


def _on_asking(check_in: CheckIn) -> Command:
    """Return the command that asks how it went."""
    return Command(
        words="how did it go",
        summary=say("Say how it went, or change the answer"),
        run=check_in.question,
        topic="Meet people",
        arguments=(_SESSION,),
        examples=("how did it go",),
    )


def _on_help(check_in: CheckIn) -> tuple[Command, ...]:
    """Return the commands that only buttons carry: whether it helped, and how well somebody knows a skill."""
    return (
        Command(
            words="helped",
            summary=say("Say whether it helped"),
            run=check_in.helped,
            topic="Ask and share",
            arguments=(Argument("session"), Argument("answer", optional=True)),
            also=("booking helped",),
            listed=False,
        ),
        Command(
            words="rate",
            summary=say("Say how well somebody you met knows a skill"),
            run=check_in.rate,
            topic="Ask and share",
            arguments=(Argument("session"), Argument("level", "text", shown="@name skill 4")),
            also=("booking level",),
            listed=False,
        ),
        Command(
            words="rate somebody",
            summary=say("Say how well somebody you met knows something"),
            run=check_in.rate_somebody,
            topic="Ask and share",
            arguments=(Argument("session"),),
            listed=False,
            form=True,
        ),
    )
