"""Slack's tiers are kept before Slack has to refuse, each token's and method's apart."""

import pytest

from adapters.slack.errors import Trouble
from adapters.slack.tiers import Budgets
from facilitation.errors import Later
from facilitation.post.outbox import Personal, Together
from tests.contracts.slack_desk import desk
from tests.contracts.test_slack_platform import owed


def test_a_minute_s_calls_may_come_at_once_and_then_one_as_each_comes_free():
    budgets = Budgets({"conversations.open": 60.0})
    assert [budgets.take("a", "conversations.open", 0.0) for _ in range(60)] == [0.0] * 60
    assert budgets.take("a", "conversations.open", 0.0) == pytest.approx(1.0)
    assert budgets.take("a", "conversations.open", 0.5) == pytest.approx(0.5)
    assert budgets.take("a", "conversations.open", 1.0) == 0.0
    assert budgets.take("a", "conversations.open", 1.0) > 0
    assert budgets.take("b", "conversations.open", 1.0) == 0.0
    assert budgets.take("a", "auth.test", 1.0) == 0.0


async def test_a_call_beyond_its_tier_is_not_made_and_says_how_long_to_wait():
    async with desk() as d:
        ana = d.team.user("ana")
        d.platform.api.budgets = Budgets({"conversations.open": 2.0})
        for _ in range(2):
            await d.platform.api.call(d.team.token, "conversations.open", users=ana.id)
        with pytest.raises(Trouble) as refused:
            await d.platform.api.call(d.team.token, "conversations.open", users=ana.id)
        assert refused.value.meaning.kind == "later"
        assert refused.value.retry_after == pytest.approx(30, abs=2)
        assert len(d.sim.calls("conversations.open")) == 2


def test_what_is_broadcast_leaves_some_calls_to_what_somebody_waits_for():
    budgets = Budgets({"conversations.open": 60.0})
    assert [budgets.take("a", "conversations.open", 0.0, 10) for _ in range(50)] == [0.0] * 50
    assert budgets.take("a", "conversations.open", 0.0, 10) == pytest.approx(1.0)
    assert [budgets.take("a", "conversations.open", 0.0) for _ in range(10)] == [0.0] * 10
    assert budgets.take("a", "conversations.open", 0.0) == pytest.approx(1.0)
    assert budgets.take("a", "conversations.open", 0.0, 10) == pytest.approx(11.0)


async def test_our_own_budget_holds_one_delivery_and_not_its_workspace():
    async with desk() as d:
        d.platform.api.budgets = Budgets({"conversations.open": 1.0})
        ana, ben, cleo = (f"slack:T1:{d.team.user(name).id}" for name in ("ana", "ben", "cleo"))
        await d.platform.deliver(owed(Together((ana, ben))))
        with pytest.raises(Later) as put_off:
            await d.platform.deliver(owed(Together((ben, cleo)), key="ses_2:intro"))
        assert not put_off.value.everywhere
        await d.platform.deliver(owed(Personal(cleo), key="ses_3:intro"))
