"""The turn of botbuilder around our own work: what comes out is what we said, and what failed is not hidden."""

import asyncio

import pytest

from adapters.teams.transport import Answer, Refused
from tests.contracts import teams_service
from tests.contracts.hostile import ATTACKS
from tests.contracts.teams_service import bot


async def turn(service, transport, activity, take):
    passed = await transport.authenticate(service.bearer(), activity)
    return await transport.process(passed, activity, take)


@pytest.mark.parametrize(
    "body",
    [
        {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Done"},
        {"task": {"type": "continue", "value": {"card": {"content": {"body": []}}}}},
        None,
    ],
)
@pytest.mark.parametrize("status", [200, 202, 400])
async def test_an_invoke_is_answered_with_what_we_said_word_for_word(body, status):
    async def take():
        return Answer(status, body)

    async with teams_service.running() as service, bot(service) as transport:
        activity = service.activity(type="invoke", name="adaptiveCard/action")
        assert await turn(service, transport, activity, take) == Answer(status, body)


@pytest.mark.parametrize("kind", ["invoke", "message", "conversationUpdate"])
async def test_without_an_answer_botbuilder_does_not_make_one_up(kind):
    async def take():
        return None

    async with teams_service.running() as service, bot(service) as transport:
        activity = service.activity(type=kind, deliveryMode="expectReplies")
        assert await turn(service, transport, activity, take) is None


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), PermissionError("x"), KeyError("x")])
async def test_what_fails_in_a_turn_comes_out_of_it(error):
    async def take():
        raise error

    async with teams_service.running() as service, bot(service) as transport:
        with pytest.raises(type(error)):
            await turn(service, transport, service.activity(type="invoke"), take)
        assert transport._adapter.on_turn_error is None


async def test_turns_fetch_no_token_and_call_nobody():
    done = []

    async def take():
        await asyncio.sleep(0)
        done.append(1)

    async with teams_service.running() as service, bot(service) as transport:
        turns = [turn(service, transport, service.activity(id=f"{n}"), take) for n in range(20)]
        await asyncio.gather(*turns)
        assert (len(done), service.tokens, service.asked) == (20, 0, [])


@pytest.mark.parametrize("bad", [None, 5, [], {}, [{"a": 1}], True, "é", *ATTACKS[:3]])
@pytest.mark.parametrize(
    "field", ["timestamp", "from", "recipient", "conversation", "id", "type", "entities", "value"]
)
async def test_a_field_of_another_type_is_no_error_of_the_turn(field, bad):
    seen = []

    async def take():
        seen.append(1)
        return Answer(200, {"a": 1})

    async with teams_service.running() as service, bot(service, local=True) as transport:
        activity = service.activity(**{field: bad})
        passed = await transport.authenticate("", activity)
        assert await transport.process(passed, activity, take) == Answer(200, {"a": 1})
        assert seen == [1]


@pytest.mark.parametrize("passed", [None, "Bearer x", {}, object()])
async def test_a_turn_needs_to_be_authenticated_before(passed):
    async def take():
        raise AssertionError("reached")

    async with teams_service.running() as service, bot(service) as transport:
        with pytest.raises(Refused):
            await transport.process(passed, service.activity(), take)
