"""What each of Teams' refusals means for a delivery: put off, given up, or not known."""

import pytest

from adapters.teams import errors
from adapters.teams.transport.model import Trouble
from facilitation.errors import Later, Never, Unsure

ANA = "teams:t:ana"


def told(code, status=0, *, sent=True, member="", retry_after=None, arrived=False):
    trouble = Trouble(code, status, retry_after, sent=arrived)
    return errors.delivery(trouble, sent=sent, member=member)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("PreconditionFailed", 412),
        ("Throttled", 429),
        ("HTTP 429", 429),
        ("HTTP 503", 503),
        ("Unreachable", 0),
        ("Busy", 0),
        ("TokenRefused", 0),
        ("TokenUnavailable", 0),
        ("ServiceUrlRefused", 0),
        ("BotNotRegistered", 401),
        ("HTTP 401", 401),
        ("SomethingNew", 0),
    ],
)
def test_what_teams_or_the_operator_will_mend_is_put_off(code, status):
    assert type(told(code, status)) is Later


def test_a_wait_that_teams_asks_for_is_kept_to():
    asked = told("Throttled", 429, retry_after=17.0)
    assert isinstance(asked, Later)
    assert asked.retry_after == 17.0


@pytest.mark.parametrize("code", ["TokenRefused", "BotNotRegistered", "HTTP 401"])
def test_a_wrong_setting_is_named_so_that_the_admin_can_mend_it(code):
    status = 0 if code == "TokenRefused" else 401
    assert "TEAMS_APP_PASSWORD" in told(code, status).reason


def test_a_host_that_is_not_on_the_list_names_the_list():
    assert "TEAMS_ALLOWED_SERVICE_HOSTS" in told("ServiceUrlRefused").reason


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("Timeout", 0),
        ("Disconnected", 0),
        ("ServiceError", 500),
        ("HTTP 502", 502),
        ("HTTP 504", 504),
        ("HTTP 408", 408),
        ("NoId", 200),
    ],
)
def test_what_may_have_arrived_is_unsure_but_for_what_came_before_the_message(code, status):
    assert type(told(code, status, arrived=True)) is Unsure
    assert type(told(code, status, sent=False, arrived=True)) is Later


@pytest.mark.parametrize(
    "code",
    [
        "BotNotInConversationRoster",
        "ForbiddenOperationException",
        "BotDisabledByAdmin",
        "ConversationBlockedByUser",
        "MessageWritesBlocked",
    ],
)
def test_who_took_peerloop_out_or_blocked_it_is_out_of_reach(code):
    found = told(code, 403, member=ANA)
    assert isinstance(found, Never)
    assert found.gone == (ANA,)
    in_a_channel = told(code, 403)
    assert isinstance(in_a_channel, Never)
    assert in_a_channel.gone == ()


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("BadSyntax", 400),
        ("Bad Argument", 400),
        ("InvalidBotApiHost", 403),
        ("NotEnoughPermissions", 403),
        ("HTTP 403", 403),
        ("ConversationNotFound", 404),
        ("ActivityNotFoundInConversation", 404),
        ("HTTP 404", 404),
        ("MessageSizeTooBig", 413),
        ("HTTP 413", 413),
        ("HTTP 410", 410),
        ("BadAddress", 0),
    ],
)
def test_what_will_never_be_taken_is_given_up_and_takes_nobody_out_of_a_draw(code, status):
    found = told(code, status, member=ANA)
    assert isinstance(found, Never)
    assert found.gone == ()


@pytest.mark.parametrize("code", [*errors.CODES, "Something<new>" * 20])
def test_every_reason_is_a_sentence_with_the_code_behind_it(code):
    said = told(code, 403).reason
    assert said[0].isupper()
    assert f". [403 {code[:60]}]" in said
    assert len(said) < 300
