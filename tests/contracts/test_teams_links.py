"""The links that start a chat on Teams: short enough, whole in every character, or none."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.links import start_chat
from facilitation.talk import text as words
from tests.contracts import hostile
from tests.counts import upto

ANA, BEN = "ana@example.com", "ben.o'hara+x@example.com"


def asked(link: str | None) -> dict[str, list[str]]:
    assert link is not None
    assert link.startswith("https://teams.microsoft.com/l/chat/0/0?users=")
    assert len(link) < 1_900
    assert link.isascii()
    return parse_qs(urlsplit(link).query, strict_parsing=True, errors="strict")


def test_a_chat_with_one_other_is_between_two_and_has_no_topic() -> None:
    link = start_chat([ANA], "Coffee", "Hi Ana, tea & cake?")
    assert link == (
        "https://teams.microsoft.com/l/chat/0/0?users=ana@example.com"
        "&message=Hi%20Ana%2C%20tea%20%26%20cake%3F"
    )


def test_a_chat_with_several_has_a_topic_and_takes_each_person_once() -> None:
    found = asked(start_chat([ANA, BEN, ANA], "Coffee & *more*\nhere", "Hi!\nWhen?"))
    assert found == {
        "users": [f"{ANA},{BEN}"],
        "topicName": ["Coffee & *more* here"],
        "message": ["Hi!\nWhen?"],
    }


def test_two_entries_of_one_person_are_a_chat_of_two() -> None:
    assert "topicName" not in asked(start_chat([ANA, ANA], "Coffee", "Hi!"))


def test_a_guest_is_written_so_that_nothing_of_the_address_is_lost() -> None:
    guest = "gro_x.example#EXT#@contoso.onmicrosoft.com"
    assert asked(start_chat([guest], "", "Hi"))["users"] == [guest]


@pytest.mark.parametrize(
    "address", ["", " ", "a b@e.example", "a@e,b@e", "a@e;b@e", "a\n@e", "a\u202e@e", "\ud800@e"]
)
def test_an_address_that_is_missing_or_cannot_be_one_leaves_no_link(address: str) -> None:
    assert start_chat([ANA, address], "Coffee", "Hi!") is None


def test_nobody_and_more_people_than_a_link_holds_leave_no_link() -> None:
    assert start_chat([], "Coffee", "Hi!") is None
    assert start_chat([f"{n}{'x' * 60}@example.com" for n in range(30)], "Coffee", "Hi!") is None


def test_many_people_leave_less_room_for_words_and_no_empty_ones() -> None:
    people = [f"{n:02}{'x' * 60}@example.com" for n in range(23)]
    found = asked(start_chat(people, "知" * 100, "知" * 100))
    assert len(found["users"][0].split(",")) == 23
    assert all(values != [""] for values in found.values())


@settings(max_examples=upto(60, 200), deadline=None)
@given(
    st.lists(st.sampled_from((ANA, BEN, "知@例.example", "x" * 300 + "@e.example")), min_size=1),
    hostile.texts,
    hostile.texts,
)
def test_any_words_make_a_link_that_reads_back_whole(
    addresses: list[str], topic: str, opening: str
) -> None:
    link = start_chat(addresses, topic, opening)
    if link is None:
        return
    found = asked(link)
    assert found["users"][0].split(",") == list(dict.fromkeys(addresses))
    meant = {"topicName": words.one_line(topic), "message": words.shown(opening).strip()}
    for name, whole in meant.items():
        said = found.get(name, [""])[0]
        assert said == whole or whole.startswith(said.removesuffix("…"))


@pytest.mark.parametrize(
    "text", ["知" * 5_000, "👩\u200d👩\u200d👧" * 900, "e\u0301" * 4_000, "a" * 9_000]
)
def test_a_long_opening_is_cut_between_characters_and_says_so(text: str) -> None:
    (said,) = asked(start_chat([ANA], "", text))["message"]
    assert said.endswith("…")
    whole = {"知": "知", "👩": "👩\u200d👩\u200d👧", "e": "e\u0301", "a": "a"}[text[0]]
    assert set(said.removesuffix("…").split(whole)) == {""}
    assert len(said) > 100
