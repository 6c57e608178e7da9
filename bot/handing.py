"""Makes the files that go to one person, at the moment they go, and serves them by link: GET /file/<token>, once."""

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

from aiohttp import web

from adapters import page
from bot import cards, exports, own_report_page, png, report_page
from bot.clock import Clock
from facilitation import pages
from facilitation.discussions import deck_commands as decks
from facilitation.errors import Never, UserError
from facilitation.files import KINDS
from facilitation.filing import handing_out as filing
from facilitation.knowledge import recalling
from facilitation.people import readers
from facilitation.people.model import Member
from facilitation.platform import Made, Offer
from facilitation.post import handing, journal
from facilitation.post.facts_privacy import ReportOpened
from facilitation.post.outbox import Delivery, Personal
from facilitation.privacy import audit_commands as audit
from facilitation.privacy import packing, taking
from facilitation.reports import files as reports
from facilitation.reports import periods, pictures, service, views
from facilitation.talk.messages import File, Message
from facilitation.talk.readers import Reader
from facilitation.work import Store, Work

_ODD = re.compile(r"[^\w.-]")

Packing = Callable[[], bytes]
"""Makes a file of what was read, which is done outside of the transaction."""


class Handing:
    """Makes files and links to them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Read from this store, by this clock."""
        self._store = store
        self._clock = clock

    def made(self, delivery: Delivery) -> Made:
        """Return the file of a delivery to one person; raises Never where they may not have it any more."""
        now = self._clock.now()
        with self._store.begin() as work:
            member, file = _reader(work, delivery)
            name, pack = _still(work, member, file, now)
            _note(work, member, file.of, file.about, now)
        return Made(name, pack())

    def linked(self, delivery: Delivery) -> Message:
        """Return what a delivery says with a link to its file, or with why there is none."""
        with self._store.begin() as work:
            member, file = _reader(work, delivery)
            # of one's own data the link opens a page to read
            kind = taking.KIND if file.of == taking.KIND else handing.KIND
            address = ""
            if work.address(kind):
                opens = handing.opens(member, file, self._clock.now(), kind)
                address = work.address(f"{kind}/{work.passes.make(opens)}")
        message = handing.linked(delivery.message, address)
        return Reader(message.language).message(message)

    def offered(self, delivery: Delivery) -> Offer:
        """Return by what its one reader takes the file later; raises Never where they may not have it any more."""
        now = self._clock.now()
        with self._store.begin() as work:
            member, file = _reader(work, delivery)
            name, pack = _still(work, member, file, now)
            token = work.passes.make(handing.opens(member, file, now))
        return Offer(token, name, len(pack()))

    def taken(self, token: str, member: str) -> Made | None:
        """Return the file that was offered to a member; None where that is over, or was to somebody else."""
        return self._follow(token, member, once=False)

    def settled(self, token: str) -> None:
        """Let an offer end, as the file was taken or declined."""
        with self._store.begin() as work:
            work.passes.follow(token, handing.KIND, self._clock.now())

    def opened(self, token: str) -> Made | None:
        """Return the file behind a link, which is used up; None where it is over."""
        return self._follow(token)

    def _follow(self, token: str, member: str = "", *, once: bool = True) -> Made | None:
        now = self._clock.now()
        with self._store.begin() as work:
            opens = work.passes.follow(token, handing.KIND, now, use=once)
            reader = work.members.find(opens.member) if opens else None
            if opens is None or reader is None or member not in ("", reader.id):
                return None
            of, _, about = opens.about.partition(" ")
            try:
                name, pack = _read(work, reader, of, about, now)
                _note(work, reader, of, about, now)
            except UserError:
                return None
        return Made(name, pack())


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of files."""
    hands = Handing(store, clock)

    async def file(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if exports.only_looks(request):
            return page.answer(request, pages.FILE, headers=exports.HEADERS)
        known = exports.TOKEN.fullmatch(token) is not None
        made = await asyncio.to_thread(hands.opened, token) if known else None
        if made is None:
            return page.answer(request, pages.FILE_OVER, status=404, headers=exports.HEADERS)
        disposition = f"attachment; filename=\"{_ODD.sub('_', made.name)}\"; filename*=UTF-8''{quote(made.name)}"
        headers = {**exports.HEADERS, "Content-Disposition": disposition}
        return web.Response(
            body=made.body, headers=headers, content_type="application/octet-stream"
        )

    return [web.get("/file/{token}", file)]


def _reader(work: Work, delivery: Delivery) -> tuple[Member, File]:
    """Return the one person a delivery is for and its file; raises Never where it goes to several, or to nobody."""
    member = work.members.find(delivery.to.member) if isinstance(delivery.to, Personal) else None
    if member is None or member.state != "active" or delivery.message.file is None:
        raise Never("A file goes to one person alone, who is here.")
    return member, delivery.message.file


def _still(work: Work, member: Member, file: File, now: datetime) -> tuple[str, Packing]:
    """Return the same for who is owed a file; raises Never where they may not have it any more."""
    try:
        return _read(work, member, file.of, file.about, now)
    except UserError as error:
        raise Never(f"They may not have that file any more: {error}") from error


def _note(work: Work, member: Member, of: str, about: str, now: datetime) -> None:
    """Write down who had a program's report, as where its page is opened."""
    if of in ("report", "picture"):
        program, period, _ = reports.found(work, member, about, now)
        opened = ReportOpened(program=program.id, period=periods.label(period))
        journal.keep(work, program.workspace, opened, now, by=member.id)


def _read(work: Work, member: Member, of: str, about: str, now: datetime) -> tuple[str, Packing]:
    """Return what a file is called, and what makes it of what stands in the database now; raises UserError."""
    if member.state != "active":
        raise UserError("That person has left.")
    message = KINDS[of](work, member, about, now)
    assert message.file is not None
    return message.file.name, MAKERS[of](work, member, about, now)


def _export(work: Work, member: Member, _about: str, now: datetime) -> Packing:
    kept = work.exports.of(member.id)
    return lambda: exports.packed(kept, member.id, now)


def _report(work: Work, member: Member, about: str, now: datetime) -> Packing:
    program, period, zone = reports.found(work, member, about, now)
    made = service.take(work, program, period, zone)
    drawn, reader = pictures.take(work, made, now), readers.reader(member)

    def pack() -> bytes:
        drawings = report_page.drawings(made, drawn, reader)
        return packing.zipped(
            {
                "report.html": report_page.html(made, drawn, reader=reader),
                **report_page.tables(made, reader),
                **{f"{one.key}.png": png.made(one) for one in drawings},
            },
            now,
        )

    return pack


def _picture(work: Work, member: Member, about: str, now: datetime) -> Packing:
    program, period, zone = reports.found(work, member, about, now)
    made = service.take(work, program, period, zone)
    drawing = report_page.trend(made, made.figure(views.TREND), readers.reader(member))
    if drawing is None:
        raise UserError("There is too little to draw yet.")
    return lambda: png.made(drawing)


def _mine(work: Work, member: Member, about: str, now: datetime) -> Packing:
    period = reports.own(work, member, about, now)
    own = work.reports.own(member.id, period.since, period.until)
    text = own_report_page.table(own, readers.reader(member))
    return text.encode


def _audit(work: Work, member: Member, _about: str, _now: datetime) -> Packing:
    text = audit.csv(work.audit.newest(member.workspace, audit.ALL))
    return text.encode


def _recall(work: Work, member: Member, _about: str, _now: datetime) -> Packing:
    questions = recalling.cards(work, member)
    return lambda: cards.package(questions)


def _text(read: Callable[[Work, Member, str, datetime], str]) -> "Maker":
    def make(work: Work, member: Member, about: str, now: datetime) -> Packing:
        return read(work, member, about, now).encode

    return make


Maker = Callable[[Work, Member, str, datetime], Packing]

MAKERS: Mapping[str, Maker] = {
    taking.KIND: _export,
    "audit": _audit,
    "report": _report,
    "picture": _picture,
    "mine": _mine,
    "recall": _recall,
    "format": _text(filing.format_text),
    "program": _text(filing.program_text),
    "deck": _text(decks.text_of),
}
"""What makes each kind of file, with the same names as who may have it (`files.KINDS`)."""
