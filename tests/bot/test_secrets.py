"""Tokens at rest: sealed with the newest key, opened with any, and a sentence when none fits."""

import pytest

from bot.secrets import Seals
from bot.settings import SettingsError

OLD, NEW, OTHER = "o" * 32, "n" * 40, "x" * 32
CANARY = "xoxb-canary-0123456789"


def test_what_is_sealed_is_opened_again_and_does_not_show() -> None:
    seals = Seals([OLD])
    sealed = seals.seal(CANARY)
    assert "canary" not in sealed
    assert sealed != seals.seal(CANARY)
    assert seals.open(sealed) == CANARY


def test_an_older_key_still_opens_and_the_newest_seals() -> None:
    sealed = Seals([OLD]).seal(CANARY)
    both = Seals([NEW, OLD])
    assert both.open(sealed) == CANARY
    assert Seals([NEW]).open(both.seal(CANARY)) == CANARY


def test_sealing_again_moves_to_the_newest_key_and_leaves_what_is_there() -> None:
    both = Seals([NEW, OLD])
    moved = both.again(Seals([OLD]).seal(CANARY))
    assert Seals([NEW]).open(moved) == CANARY
    assert both.again(moved) == moved


@pytest.mark.parametrize("act", ["open", "again"])
@pytest.mark.parametrize("tampered", [False, True])
def test_what_no_key_opens_is_a_sentence_with_nothing_secret_in_it(
    act: str, tampered: bool
) -> None:
    sealed = "gAAAAA" if tampered else Seals([OTHER]).seal(CANARY)
    with pytest.raises(SettingsError) as refused:
        getattr(Seals([NEW, OLD]), act)(sealed)
    said = refused.value.sentence
    assert "SECRET_KEYS" in said
    assert not any(word in said for word in (sealed, CANARY, NEW, OLD))


@pytest.mark.parametrize("act", ["seal", "open", "again"])
def test_without_a_key_the_setting_is_named(act: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEYS is missing"):
        getattr(Seals([]), act)(CANARY)


def test_keys_that_share_their_first_32_characters_are_different_keys() -> None:
    sealed = Seals([OLD + "1"]).seal(CANARY)
    with pytest.raises(SettingsError):
        Seals([OLD + "2"]).open(sealed)
