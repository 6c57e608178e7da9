"""What the bot asks of the connector: the right requests, each once, and in plain terms what became of them."""

import asyncio
import socket
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web

from adapters.teams.transport import Botbuilder, Trouble, allowed
from adapters.teams.transport.connector import Connector
from adapters.teams.transport.credentials import Tokens
from adapters.teams.transport.lanes import FAILURES, Lanes
from tests.contracts import teams_service
from tests.contracts.teams_service import APP, PASSWORD, TENANT, bot, status

HELLO = {"type": "message", "summary": "Hi", "attachments": []}


async def trouble(work):
    with pytest.raises(Trouble) as caught:
        await work
    return caught.value


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def test_a_message_goes_to_its_conversation_with_the_tenant_in_both_places():
    async with teams_service.running() as service, bot(service) as transport:
        at = service.at("19:room@thread.tacv2;messageid=7")
        given = {**HELLO, "channelData": {"notification": {"alert": True}}}
        assert await transport.send(at, given) == "m1"
        (asked,) = service.asked
        room = "19%3Aroom%40thread.tacv2%3Bmessageid%3D7"
        assert (asked.method, asked.path) == ("POST", f"/teams/v3/conversations/{room}/activities")
        assert asked.token == "Bearer t1"
        assert asked.query == {}
        assert asked.body == {
            **HELLO,
            "from": {"id": f"28:{APP}"},
            "conversation": {"id": at.conversation, "tenantId": TENANT},
            "channelData": {"notification": {"alert": True}, "tenant": {"id": TENANT}},
        }
        assert given["channelData"] == {"notification": {"alert": True}}, "the caller's is its own"


async def test_a_message_for_one_person_only_says_so_to_teams():
    async with teams_service.running() as service, bot(service) as transport:
        await transport.send(service.at(), HELLO, only="29:ana")
        (asked,) = service.asked
        assert asked.query == {"isTargetedActivity": "true"}
        assert asked.body["recipient"] == {"id": "29:ana"}


async def test_a_service_url_without_a_slash_at_its_end_means_the_same():
    async with teams_service.running() as service, bot(service) as transport:
        await transport.send(service.at(url=service.service_url.rstrip("/")), HELLO)
        assert service.asked[0].path.startswith("/teams/v3/conversations/")


async def test_a_message_is_replaced_where_it_is():
    async with teams_service.running() as service, bot(service) as transport:
        await transport.update(service.at("a:1"), "m/7", HELLO)
        (asked,) = service.asked
        assert (asked.method, asked.path) == (
            "PUT",
            "/teams/v3/conversations/a%3A1/activities/m%2F7",
        )
        assert asked.body["id"] == "m/7"


async def test_a_new_chat_names_its_tenant_in_both_places():
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(201, {"id": "a:chat"})
        assert await transport.open_personal(service.at(""), "29:ana") == "a:chat"
        (asked,) = service.asked
        assert asked.path == "/teams/v3/conversations"
        assert asked.body == {
            "bot": {"id": f"28:{APP}"},
            "isGroup": False,
            "members": [{"id": "29:ana"}],
            "tenantId": TENANT,
            "channelData": {"tenant": {"id": TENANT}},
        }


@pytest.mark.parametrize(
    "made",
    [
        {"id": "19:c@thread.tacv2;messageid=5", "activityId": "5"},
        {"id": "19:c@thread.tacv2;messageid=5"},
        {"id": "19:c@thread.tacv2", "activityId": "5"},
    ],
)
async def test_a_new_thread_is_made_in_the_channel_with_its_first_message(made):
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(201, made)
        started = await transport.start_thread(service.at("19:c@thread.tacv2;messageid=1"), HELLO)
        assert started == ("19:c@thread.tacv2;messageid=5", "5")
        body = service.asked[0].body
        assert body["channelData"] == {
            "tenant": {"id": TENANT},
            "channel": {"id": "19:c@thread.tacv2"},
        }
        assert (body["activity"], body["tenantId"], body["isGroup"]) == (HELLO, TENANT, True)


async def test_a_roster_is_read_to_its_end_page_by_page():
    async def pages(asked, request):
        number = int(asked.query.get("continuationToken", "p?a=0&").strip("p?a=&"))
        page: dict[str, object] = {"members": [{"id": f"29:{number}"}, "junk"]}
        if number < 3:
            page["continuationToken"] = f"p?a={number + 1}&"
        return web.json_response(page)

    async with teams_service.running() as service, bot(service) as transport:
        service.respond = pages
        found = await transport.members(service.at("19:c@thread.tacv2;messageid=5"))
        assert [each["id"] for each in found] == ["29:0", "29:1", "29:2", "29:3"]
        path = "/conversations/19%3Ac%40thread.tacv2/pagedmembers"
        assert service.calls == [("GET", path)] * 4
        assert {each.query["pageSize"] for each in service.asked} == {"500"}


async def test_a_roster_that_never_ends_is_given_up():
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(200, {"members": [], "continuationToken": "again"})
        assert (await trouble(transport.members(service.at()))).code == "EndlessRoster"
        assert len(service.asked) == 2


async def test_a_member_a_team_and_its_channels_are_looked_up():
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(
            200, {"id": "x", "conversations": [{"id": "19:g"}, {"id": "19:c"}]}
        )
        at = service.at("19:c;messageid=1")
        assert (await transport.member(at, "ana@example.com"))["id"] == "x"
        assert (await transport.team(at, "19:g"))["id"] == "x"
        assert [each["id"] for each in await transport.channels(at, "19:g")] == ["19:g", "19:c"]
        assert service.calls == [
            ("GET", "/conversations/19%3Ac/members/ana%40example.com"),
            ("GET", "/teams/19%3Ag"),
            ("GET", "/teams/19%3Ag/conversations"),
        ]


@pytest.mark.parametrize("id", ["", ".", "..", "a\nb", "\x00"])
async def test_an_id_that_is_no_part_of_an_address_is_not_sent(id):
    async with teams_service.running() as service, bot(service) as transport:
        for work in (
            transport.send(service.at(id), HELLO),
            transport.update(service.at(), id, HELLO),
            transport.member(service.at(), id),
            transport.team(service.at(), id),
        ):
            assert (await trouble(work)).sent is False
        assert (service.asked, service.tokens) == ([], 0)


async def test_an_id_cannot_leave_its_place_in_the_address():
    async with teams_service.running() as service, bot(service) as transport:
        await transport.member(service.at("a/../../b?c#d%2Fe"), "../x")
        assert service.calls == [
            ("GET", "/conversations/a%2F..%2F..%2Fb%3Fc%23d%252Fe/members/..%2Fx")
        ]


WRONG = [
    "",
    "smba.trafficmanager.net",
    "https://evil.example/",
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://evil.example\\@smba.trafficmanager.net/",
    "https://evil.example#@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net/?x=",
    "https://smba.trafficmanager.net/#",
    "https://smba.trafficmanager.net:99999999/",
    "https://smba.trafficmanager.net\n/",
    "https://smba.trafficmanager.net/" + "a" * 600,
    "//smba.trafficmanager.net/",
    "ftp://smba.trafficmanager.net/",
    "http://127.0.0.2/",
    "http://localhost/",
    "http://2130706433/",
    "http://169.254.169.254/",
]


@pytest.mark.parametrize("url", WRONG)
async def test_nothing_is_sent_to_a_service_url_that_is_not_allowed(url):
    transport = Botbuilder(APP, PASSWORD, TENANT, hosts={"smba.trafficmanager.net", "127.0.0.1"})
    at = replace(teams_service.Service().at(), service_url=url)
    found = await trouble(transport.send(at, HELLO))
    assert (found.code, found.status, found.sent) == ("ServiceUrlRefused", 0, False)
    await transport.close()


def test_allowed_are_listed_hosts_by_https_and_listed_hosts_of_this_machine():
    hosts = {"smba.trafficmanager.net", "localhost", "::1"}
    for url in ("https://smba.trafficmanager.net/emea/", "https://SMBA.trafficmanager.net:443"):
        assert allowed(url, hosts)
        assert not allowed(url, hosts, local=True)
    for url in ("http://localhost:56150/_connector", "http://[::1]:80/"):
        assert allowed(url, hosts)
        assert allowed(url, (), local=True)
        assert not allowed(url, ())


async def test_a_redirect_is_not_followed():
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(307, None, Location="http://127.0.0.1:1/elsewhere")
        found = await trouble(transport.send(service.at(), HELLO))
        assert (found.code, found.status, found.sent) == ("HTTP 307", 307, False)
        assert len(service.asked) == 1


SAID = {
    "error": {"code": "ConversationBlockedByUser", "message": "User blocked\nthe conversation."}
}
SUBCODE = {
    "errorCode": 209,
    "message": '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": null\r\n}',
}
ENTRA = {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}


@pytest.mark.parametrize(
    ("answer", "code", "sent"),
    [
        (status(403, SAID), "ConversationBlockedByUser", False),
        (status(403, SUBCODE), "MessageWritesBlocked", False),
        (status(404, {"error": {"code": "ConversationNotFound"}}), "ConversationNotFound", False),
        (status(400, {"code": "BadArgument", "message": "x"}), "BadArgument", False),
        (status(400, {"error": None}), "HTTP 400", False),
        (status(400, {"error": {"code": 5, "message": 6}}), "HTTP 400", False),
        (status(400, []), "HTTP 400", False),
        (status(412, {"error": {"code": "PreconditionFailed"}}), "PreconditionFailed", False),
        (status(413, "<html>Too big</html>"), "HTTP 413", False),
        (status(429), "HTTP 429", False),
        (status(500, {"error": {"code": "ServiceError"}}), "ServiceError", True),
        (status(502, "<html>Bad gateway</html>"), "HTTP 502", True),
        (status(503, ""), "HTTP 503", False),
        (status(504), "HTTP 504", True),
    ],
)
@pytest.mark.parametrize("how", ["send", "update", "open", "thread", "members"])
async def test_a_refusal_keeps_its_status_and_code_and_is_not_tried_again(answer, code, sent, how):
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = answer
        at = service.at()
        work = {
            "send": lambda: transport.send(at, HELLO),
            "update": lambda: transport.update(at, "m1", HELLO),
            "open": lambda: transport.open_personal(at, "29:ana"),
            "thread": lambda: transport.start_thread(at, HELLO),
            "members": lambda: transport.members(at),
        }[how]
        found = await trouble(work())
        assert (found.code, found.sent, len(service.asked)) == (code, sent, 1)
        assert found.status >= 400
        assert "\n" not in found.detail


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "1.5"}, 1.5),
        ({"Retry_After": "0"}, 0.0),
        ({"Retry_After": "999999999"}, 86_400.0),
        ({"Retry_After": "inf"}, None),
        ({"Retry_After": "-3"}, None),
        ({"Retry_After": "soon"}, None),
        ({}, None),
        (
            {
                "Retry_After": "Sun, 22 Nov 2026 10:00:30 GMT",
                "Date": "Sun, 22 Nov 2026 10:00:00 GMT",
            },
            30.0,
        ),
        (
            {
                "Retry_After": "Sun, 22 Nov 2026 09:00:00 GMT",
                "Date": "Sun, 22 Nov 2026 10:00:00 GMT",
            },
            0.0,
        ),
        ({"Retry_After": "Sun, 99 Nov 2026 09:00:00 GMT"}, None),
    ],
)
async def test_how_long_to_wait_is_read_in_seconds_and_as_a_date(headers, seconds):
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(429, {"error": {"code": "Throttled"}}, **headers)
        found = await trouble(transport.send(service.at(), HELLO))
        assert (found.code, found.retry_after) == ("Throttled", seconds)
        assert len(service.asked) == 1


async def test_a_message_whose_answer_cannot_be_read_is_sent_and_has_no_id():
    async with teams_service.running() as service, bot(service) as transport:
        for answer in (status(200), status(201, "<html>"), status(202, {"id": 5}), status(200, [])):
            service.respond = answer
            assert await transport.send(service.at(), HELLO) == ""
            await transport.update(service.at(), "m1", HELLO)
            for work in (
                transport.open_personal(service.at(), "29:ana"),
                transport.start_thread(service.at(), HELLO),
            ):
                found = await trouble(work)
                assert (found.code, found.sent) == ("NoId", True)


async def test_where_nobody_listens_nothing_was_sent():
    async with teams_service.running() as service, bot(service) as transport:
        at = service.at(url=f"http://127.0.0.1:{closed_port()}/")
        found = await trouble(transport.send(at, HELLO))
        assert (found.code, found.status, found.sent) == ("Unreachable", 0, False)


async def test_once_it_has_hung_up_nothing_is_sent_and_no_connection_is_opened_anew():
    async with teams_service.running() as service, bot(service) as transport:
        await transport.send(service.at(), HELLO)
        await transport.close()
        found = await trouble(transport.send(service.at(), HELLO))
        assert (found.code, found.status, found.sent) == ("Closed", 0, False)
        assert len(service.asked) == 1


async def test_what_was_cut_off_after_it_was_sent_may_have_arrived_and_is_not_sent_again():
    async def drop(asked, request):
        request.transport.abort()
        return web.Response()

    async with teams_service.running() as service, bot(service) as transport:
        service.respond = drop
        found = await trouble(transport.send(service.at(), HELLO))
        assert (found.code, found.status, found.sent) == ("Disconnected", 0, True)
        assert len(service.asked) == 1


async def test_what_was_not_answered_in_time_may_have_arrived():
    async def hang(asked, request):
        await asyncio.sleep(60)
        return web.Response()

    async with teams_service.running() as service, bot(service, timeout=0.3) as transport:
        service.respond = hang
        found = await trouble(transport.send(service.at(), HELLO))
        assert (found.code, found.status, found.sent) == ("Timeout", 0, True)
        assert len(service.asked) == 1


async def test_an_endless_answer_is_not_read_to_its_end():
    async def flood(asked, request):
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b" " * 1_000_000)
        return response

    async with teams_service.running() as service, bot(service) as transport:
        service.respond = flood
        assert (await trouble(transport.send(service.at(), HELLO))).sent is True


async def test_one_token_serves_all_who_ask_and_one_who_leaves_does_not_end_it():
    async with teams_service.running() as service, bot(service) as transport:
        sends = [asyncio.create_task(transport.send(service.at(), HELLO)) for _ in range(10)]
        await asyncio.sleep(0)
        sends[0].cancel()
        await asyncio.gather(*sends, return_exceptions=True)
        assert [each.result() for each in sends[1:]] == ["m1"] * 9
        assert await transport.send(service.at(), HELLO) == "m1"
        assert service.tokens == 1


async def test_a_token_is_replaced_before_it_ends_and_used_meanwhile():
    async with teams_service.running() as service, aiohttp.ClientSession() as session:
        service.lasts = 0
        tokens = Tokens(APP, PASSWORD, TENANT, login_url=f"{service.url}/login")
        assert await tokens.get(session) == "t1"
        service.lasts = 3600
        assert await tokens.get(session) == "t2", "one that has ended is used no more"
        tokens._renew_at = 0.0
        assert await tokens.get(session) == "t2", "one that is about to end still is"
        while service.tokens < 3:
            await asyncio.sleep(0.01)
        while await tokens.get(session) != "t3":
            await asyncio.sleep(0.01)
        assert service.tokens == 3
        await tokens.close()


@pytest.mark.parametrize(
    ("lasts", "fetched"),
    [("3600", 1), (3600.0, 1), ("soon", 1), (float("nan"), 1), (0, 2), ("0", 2)],
)
async def test_how_long_a_token_lasts_may_be_said_in_any_way(lasts, fetched):
    async with teams_service.running() as service, aiohttp.ClientSession() as session:
        service.lasts = lasts
        tokens = Tokens(APP, PASSWORD, TENANT, login_url=f"{service.url}/login")
        for _ in range(2):
            await tokens.get(session)
        assert service.tokens == fetched
        await tokens.close()


async def test_a_renewal_that_fails_takes_the_good_token_from_nobody():
    async with teams_service.running() as service, aiohttp.ClientSession() as session:
        tokens = Tokens(APP, PASSWORD, TENANT, login_url=f"{service.url}/login")
        await tokens.get(session)
        tokens._renew_at = 0.0
        service.login = status(503)
        while service.tokens < 2:
            assert await tokens.get(session) == "t1"
            await asyncio.sleep(0.01)
        await tokens.close()
        assert await tokens.get(session) == "t1"
        await tokens.close()


@pytest.mark.parametrize(
    ("answer", "code", "word"),
    [
        (status(401, ENTRA), "TokenRefused", "AADSTS7000215"),
        (status(400, {"error": "unauthorized_client"}), "TokenRefused", "unauthorized_client"),
        (status(503, "<html>"), "TokenUnavailable", "HTTP 503"),
        (status(429, None, Retry_After="9"), "TokenUnavailable", "HTTP 429"),
        (status(200, "<html>"), "TokenUnavailable", "token"),
        (status(200, {"access_token": "a\r\nX: y"}), "TokenUnavailable", "token"),
        (status(200, {"access_token": ""}), "TokenUnavailable", "token"),
    ],
)
async def test_without_a_token_nothing_is_sent_and_the_reason_names_no_secret(answer, code, word):
    async with teams_service.running() as service, bot(service) as transport:
        service.login = answer
        found = await trouble(transport.send(service.at(), HELLO))
        assert (found.code, found.sent, service.asked) == (code, False, [])
        assert word in found.detail
        assert PASSWORD not in str(found)
        service.login = None
        assert await transport.send(service.at(), HELLO) == "m1", "it works as soon as Entra does"


async def test_where_entra_cannot_be_reached_nothing_was_sent():
    async with teams_service.running() as service:
        login = f"http://127.0.0.1:{closed_port()}"
        async with bot(service, login_url=login) as transport:
            found = await trouble(transport.send(service.at(), HELLO))
            assert (found.code, found.status, found.sent) == ("TokenUnavailable", 0, False)


async def strict(asked, request):
    good = asked.token != "Bearer t1"
    return web.json_response({"id": "m1"}, status=200 if good else 401)


async def test_a_token_that_is_no_longer_taken_is_replaced_once():
    async with teams_service.running() as service:
        tokens = Tokens(APP, PASSWORD, TENANT, login_url=f"{service.url}/login", young=0.0)
        connector = Connector(tokens, hosts={"127.0.0.1"}, local=False, timeout=5.0)
        service.respond = strict
        assert await connector.send(service.at(), HELLO, "") == "m1"
        assert (service.tokens, len(service.asked)) == (2, 2)
        service.respond = status(401, {"error": {"code": "BotNotRegistered"}})
        assert (await trouble(connector.send(service.at(), HELLO, ""))).code == "BotNotRegistered"
        assert (service.tokens, len(service.asked)) == (3, 4)
        await connector.close()


async def test_a_service_that_takes_no_token_at_all_does_not_make_us_fetch_one_for_every_call():
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(401)
        for _ in range(5):
            assert (await trouble(transport.send(service.at(), HELLO))).status == 401
        assert (service.tokens, len(service.asked)) == (1, 5)


async def test_locally_no_token_is_fetched_or_sent_and_nothing_leaves_this_machine():
    async with teams_service.running() as service, bot(service, local=True, hosts=()) as transport:
        assert await transport.send(service.at(), HELLO) == "m1"
        assert (service.asked[0].token, service.tokens) == ("", 0)
        at = service.at(url="https://smba.trafficmanager.net/emea/")
        assert (await trouble(transport.send(at, HELLO))).code == "ServiceUrlRefused"


async def test_a_service_url_that_hangs_takes_no_more_than_its_share_and_others_go_on():
    release, hanging = asyncio.Event(), []

    async def hang(asked, request):
        hanging.append(1)
        await release.wait()
        return web.json_response({"id": "late"})

    async with teams_service.running() as dead, teams_service.running() as service:
        dead.respond = hang
        async with bot(service) as transport:
            stuck = [asyncio.create_task(transport.send(dead.at(), HELLO)) for _ in range(200)]
            for _ in range(20):
                assert await transport.send(service.at(), HELLO) == "m1"
            done, _ = await asyncio.wait(stuck, timeout=3, return_when=asyncio.FIRST_EXCEPTION)
            while len(done) < 184:
                more, _ = await asyncio.wait(set(stuck) - done, return_when="FIRST_COMPLETED")
                done |= more
            busy = [error for each in done if isinstance(error := each.exception(), Trouble)]
            assert len(busy) == len(done)
            assert {(each.code, each.sent) for each in busy} == {("Busy", False)}
            assert all((each.retry_after or 0) > 0 for each in busy)
            assert len(hanging) == 16
            release.set()
            left = await asyncio.gather(*(each for each in stuck if each not in done))
            assert left == ["late"] * 16


async def test_a_service_url_that_does_not_answer_is_left_alone_for_a_while_and_then_tried_by_one():
    lanes, calls = Lanes(4, 0.2, 0.3), []

    async def call(fails: bool) -> str:
        async with lanes.slot("a"):
            calls.append(1)
            await asyncio.sleep(0)
            if fails:
                raise Trouble("Timeout", sent=True)
            return "done"

    for _ in range(FAILURES):
        assert (await trouble(call(True))).sent is True
    found = await trouble(call(False))
    assert (found.code, found.sent, len(calls)) == ("Unreachable", False, FAILURES)
    assert found.retry_after is not None
    await asyncio.sleep(found.retry_after + 0.01)
    several = await asyncio.gather(*(call(False) for _ in range(3)), return_exceptions=True)
    assert [each for each in several if each == "done"] == ["done"]
    assert await call(False) == "done"


async def test_an_address_that_answers_slowly_is_waited_for_and_nobody_is_sent_away():
    lanes, done = Lanes(1, 0.08, 1.0), []

    async def call(number: int) -> None:
        async with lanes.slot("a"):
            await asyncio.sleep(0.02)
            done.append(number)

    await asyncio.gather(*(call(number) for number in range(20)))
    assert sorted(done) == list(range(20))


async def test_an_answer_of_any_kind_shows_that_a_service_url_is_alive():
    async with teams_service.running() as service, bot(service) as transport:
        service.respond = status(502, "<html>")
        for _ in range(FAILURES + 2):
            assert (await trouble(transport.send(service.at(), HELLO))).status == 502


async def test_a_lane_nobody_is_in_is_not_kept():
    lanes = Lanes(2, 0.1, 0.1)
    for number in range(50):
        async with lanes.slot(f"lane {number}"):
            pass
    assert lanes._lanes == {}


async def test_no_call_out_runs_in_a_thread(monkeypatch):
    def refuse(*given):
        raise AssertionError("a thread was asked for")

    async with teams_service.running() as service, bot(service) as transport:
        monkeypatch.setattr(asyncio.get_running_loop(), "run_in_executor", refuse)
        assert await transport.send(service.at(), HELLO) == "m1"
        assert await transport.members(service.at()) == []
        assert await transport.authenticate(service.bearer(), service.activity())
        monkeypatch.undo()
