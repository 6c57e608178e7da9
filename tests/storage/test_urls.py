"""The url of a database: what is understood, what is refused, and that neither tells a password."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage import urls
from storage.engine import make_engine
from storage.errors import StorageError

SPECIAL = '[]@/?#% "<>\\^`{|}'

PIECES = (
    "postgresql postgres sqlite :// : / @ [ ] ? # % %4 %41 ana hunter2 5432 99999 -1 & = .. . é"
)


def understood(url: str) -> str:
    """Return the sentence that refuses a url, an empty text for one that is understood."""
    try:
        make_engine(url).dispose()
    except StorageError as error:
        return error.sentence
    return ""


@given(st.one_of(st.text(), st.lists(st.sampled_from([*PIECES.split(), "\0", " "])).map("".join)))
@example("postgresql://ana:hun[ter2@host/db")
@example("postgresql://[::1/db")
@example("postgresql://host:99999/db")
@example("postgresql://..:5432/db")
@example("postgresql://ana%00:hunter2@host/db")
@example("postgresql:///db?host=a&host=b&port=1")
@example("sqlite:///a.db?timeout=abc")
@example("sqlite:///a.db?anything=x")
@example("sqlite:///a%00b")
@example("postgresql://" + "a" * 300 + "/db")
def test_any_text_is_understood_or_refused_with_a_sentence(url: str) -> None:
    refused = understood(url)
    assert refused == "" or refused[-1] in ".)"
    assert "\n" not in refused
    if not refused:
        urls.secrets(url)


@pytest.mark.parametrize("character", SPECIAL)
def test_a_special_character_in_a_password_is_told_how_to_write(character: str) -> None:
    with pytest.raises(StorageError) as refused:
        urls.parsed(f"postgresql://ana:hun{character}ter2@db.example/peerloop")
    told = f"write %{ord(character):02X} for {character}"
    assert told in refused.value.sentence
    assert "ter2" not in refused.value.sentence

    kept = urls.parsed(f"postgresql://ana:hun%{ord(character):02X}ter2@db.example/peerloop")
    assert (kept.password, kept.host) == (f"hun{character}ter2", "db.example")


@pytest.mark.parametrize(
    ("url", "secrets"),
    [
        ("sqlite:///peerloop.db", ()),
        ("postgresql://db/peerloop", ()),
        ("postgresql:///peerloop?host=/var/run/postgresql&user=ana", ()),
        ("postgresql://ana:hunter2@db/peerloop", ("hunter2",)),
        ("postgresql://ana:hun%5Bter2@[::1]:5432/peerloop", ("hun[ter2", "hun%5Bter2")),
        ("postgresql://db/peerloop?user=ana&password=hunter2", ("hunter2",)),
        ("postgresql://ana:hunter2@db/peerloop?options=-c@x", ("hunter2",)),
    ],
)
def test_what_nobody_may_read_of_a_url_is_known(url: str, secrets: tuple[str, ...]) -> None:
    assert urls.secrets(url) == secrets
