"""Skills: what people offer and want, what their words mean, how well they are known, and who is told of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.skills import levels, naming, starters, wanters
from facilitation.skills.model import Evidence, Source
from facilitation.talk.incoming import Ask, Filled, Reply, Sender, Where
from facilitation.talk.messages import Buttons, Message
from storage.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.counts import upto
from tests.facilitation.skilled import held, level, skills
from tests.words import HOSTILE, said, words_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLAIN = {
    "team": "Design",
    "location": "Berlin",
    "zone": "Europe/Berlin",
    "level": "3",
    "languages": "English",
    "hours": "9-17",
    "circles": "2",
}


@pytest.fixture
def company(store: Store) -> Company:
    """A company of five; Ana is its admin."""
    made = Company(store)
    people = (person(name) for name in ("ben", "cleo", "dan", "eve"))
    made.settle(person("ana", role="admin"), *people)
    return made


def lines(message: Message) -> dict[str, str]:
    """Return the command line of each button by its text."""
    rows = [block.buttons for block in message.blocks if isinstance(block, Buttons)]
    return {one.text: one.command for row in rows for one in row}


def fill(company: Company, name: str, **answers: str) -> Reply:
    """Send the profile form off."""
    return company.assistant().handle(
        Filled(
            by=Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title()),
            line="profile",
            answers={**PLAIN, **answers},
            where=Where(id=f"personal:{name}", kind="personal"),
        )
    )


def rated(days: int, grade: int, source: Source = "self", by: str = "x") -> Evidence:
    """Return evidence that is so many days old."""
    return Evidence(
        workspace=WORKSPACE,
        member="m",
        skill="sql",
        level=grade,
        source=source,
        by=by,
        at=NOW - timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("C++", "c++"),
        ("c#", "c#"),
        (".NET", ".net"),
        ("ASP.NET", "asp.net"),
        ("  Machine \t Learning ", "machine learning"),
        ("“SQL”.", "sql"),
        ("#python!", "python"),
        ("Ｐｙｔｈｏｎ", "python"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Excel (VBA)", "excel (vba)"),
        ("(python)", "python"),
        ("R&D", "r&d"),
        ("CI/CD", "ci/cd"),
        ("🎸", "🎸"),
        ("👩\u200d💻 coding", naming.fold("👩💻 coding")),
        ("\u202egnp.exe", "gnp.exe"),
        ("العربية", "العربية"),
        ("zero\u200bwidth", "zerowidth"),
        ("***", ""),
        ("[0,0]", "0 0"),
        ("", ""),
    ],
)
def test_every_way_to_write_a_name_has_one_key(text: str, key: str) -> None:
    assert naming.fold(text) == key


@given(st.text(max_size=80) | st.sampled_from(HOSTILE))
@settings(max_examples=upto(200, 1_500), deadline=None)
def test_a_folded_name_stays_as_it_is_and_its_spelling_has_the_same_key(text: str) -> None:
    key, name = naming.fold(text), naming.spelled(text)
    assert naming.fold(key) == key
    assert naming.spelled(name) == name
    assert naming.fold(name) == key
    assert not set('";|`\n\u202e') & set(name)
    assert "," not in re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", name)


@given(st.text(max_size=60))
@settings(max_examples=upto(100, 800), deadline=None)
def test_a_name_that_is_written_in_a_list_is_read_back_as_itself(text: str) -> None:
    name = naming.spelled(text)
    if not naming.fold(name):
        return
    one, last = naming.pieces(f"{naming.written(name)}, sql")
    assert (naming.spelled(one.text), last.text.strip()) == (name, "sql")
    assert levels.split(f"{naming.written(name)} 4")[1] == 4


@given(st.text(max_size=300))
@settings(max_examples=upto(100, 800), deadline=None)
def test_any_text_is_a_list_of_names_of_which_none_is_empty(text: str) -> None:
    assert all(naming.names(text))


def test_a_list_is_split_at_commas_and_ands_but_for_names_that_have_them() -> None:
    assert naming.names("python, sql and go") == ("python", "sql", "go")
    assert naming.names("Diversity and inclusion; R&D | learning and development and sql") == (
        "Diversity and inclusion",
        "R&D",
        "learning and development",
        "sql",
    )
    assert naming.names("“bread and butter”, Sand and Sea") == ("bread and butter", "Sand", "Sea")
    assert naming.names("sql\uff0cgo\u060c C++") == ("sql", "go", "C++")


def test_no_word_means_two_of_the_skills_we_know_from_the_start() -> None:
    seen: dict[str, str] = {}
    for name, others in starters.table().items():
        assert naming.spelled(name) == name
        for word in (name, *others):
            assert seen.setdefault(naming.fold(word), name) == name, word
    assert len(starters.table()) > 250
    assert {seen[w] for w in ("k8s", "js", "ts", "golang", "postgres", "excel")} == {
        "Kubernetes",
        "JavaScript",
        "TypeScript",
        "Go",
        "PostgreSQL",
        "Excel",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python 4", ("python", 4)),
        ("python (4)", ("python", 4)),
        ("python: 4/5", ("python", 4)),
        ("python level 4", ("python", 4)),
        ("python expert", ("python", 5)),
        ("C++ 5", ("C++", 5)),
        ("excel - some experience", ("excel", 2)),
        ("sql beginner", ("sql", 1)),
        ("iso 9001", ("iso 9001", None)),
        ("java 8", ("java 8", None)),
        ("python 4.5", ("python 4.5", None)),
        ("html5", ("html5", None)),
        ("sql -1", ("sql -1", None)),
        ("sql - 1", ("sql", 1)),
        ("4", ("", 4)),
        ("-" * 4000, ("-" * 4000, None)),
    ],
)
def test_a_level_stands_after_the_skill(text: str, expected: tuple[str, int | None]) -> None:
    assert levels.split(text) == expected


def test_a_peer_beats_a_recall_beats_oneself_and_the_newer_beats_the_older() -> None:
    own, recall, peer = rated(0, 5), rated(1, 4, "recall"), rated(300, 2, "peer")
    assert levels.level_of([], NOW) is None
    for evidence, expected in (
        ([own], 5),
        ([own, recall], 4),
        ([own, recall, peer], 2),
        ([peer, rated(2, 3, "peer", "y"), own], 3),
        ([rated(9, 1), own, rated(5, 2)], 5),
    ):
        found = levels.level_of(evidence, NOW)
        assert found is not None
        assert found.level == expected


def test_confidence_halves_in_a_year_and_never_grows_with_age() -> None:
    for source, worth in levels.WORTH.items():
        assert levels.confidence(source, timedelta()) == worth
        assert levels.confidence(source, timedelta(days=365)) == pytest.approx(worth / 2)
        assert levels.confidence(source, timedelta(days=-3)) == worth


def test_what_is_offered_gets_the_name_that_is_known_and_its_level(company: Company) -> None:
    shown = said(company.says("ana", "offer python 4, k8s expert and C++"))
    assert held(company, "ana")[0] == ("Python", "Kubernetes", "C++")
    assert (level(company, "ana", "python"), level(company, "ana", "Kubernetes")) == (4, 5)
    assert level(company, "ana", "c++") is None
    assert "Python (4, advanced), Kubernetes (5, expert) and C++" in words_of(shown)
    assert "k8s" in skills(company)["Kubernetes"]


def test_undo_takes_back_what_was_offered_and_brings_back_what_was_taken(company: Company) -> None:
    company.says("ana", "offer sql")
    shown = said(company.says("ana", 'offer go, "bread and butter" 3, sql'))
    gone = said(press(company, "ana", shown, "Undo"))
    assert held(company, "ana")[0] == ("SQL",)
    press(company, "ana", gone, "Undo")
    assert held(company, "ana")[0] == ("SQL", "Go", "bread and butter")
    assert level(company, "ana", "bread and butter") == 3


def test_a_nearly_known_word_is_asked_about_and_one_tap_settles_it(company: Company) -> None:
    shown = said(company.says("ana", "offer kuberntes 4, figmaa, go"))
    assert held(company, "ana")[0] == ("Go",)
    assert "Did you mean Kubernetes?" in words_of(shown)
    then = said(press(company, "ana", shown, "Kubernetes"))
    assert "Did you mean Figma?" in words_of(then)
    press(company, "ana", then, "No, add figmaa")
    assert held(company, "ana")[0] == ("Go", "Kubernetes", "figmaa")
    assert level(company, "ana", "kubernetes") == 4
    assert "figmaa" in skills(company)


def test_a_word_of_one_s_own_is_added_at_its_level_and_spelled_so_for_all(company: Company) -> None:
    shown = said(company.says("ana", "offer Kuberntes 4"))
    press(company, "ana", shown, "No, add Kuberntes")
    assert (held(company, "ana")[0], level(company, "ana", "kuberntes")) == (("Kuberntes",), 4)
    company.says("ben", "want KUBERNTES")
    assert held(company, "ben")[1] == ("Kuberntes",)


def test_hyphens_and_spaces_make_no_other_skill(company: Company) -> None:
    company.says("ana", "offer node js, Type Script, post-gres")
    assert held(company, "ana")[0] == ("Node.js", "TypeScript", "PostgreSQL")


def test_a_number_that_is_no_level_is_asked_about(company: Company) -> None:
    shown = said(company.says("ana", "offer python 9"))
    assert set(lines(shown)) == {"Python", "No, add python 9"}
    assert "Levels go from 1 to 5" in words_of(shown)
    assert held(company, "ana")[0] == ()
    for line in ("offer sql -1", "offer sql 0"):
        shown = said(company.says("ana", line))
        assert "SQL" in lines(shown)
        assert "Levels go from 1 to 5" in words_of(shown)
        assert held(company, "ana")[0] == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("offer python 9, sql -1, , <b>", "without < and >"),
        ("offer c++, <script>alert(1)</script>", "without < and >"),
        ("offer 4", "before its level"),
        ("offer ,,;", "Which skill?"),
        ("offer @ben", "looks like a person"),
        (f"offer {'x' * 61}", "may have 60 characters, and this has 61"),
        ("want ***", "name of a skill"),
        (f"offer {', '.join(f'thing number{n}x' for n in range(31))}", "up to 30"),
    ],
)
def test_what_can_be_no_skill_is_refused_in_a_sentence_and_nothing_changes(
    company: Company, line: str, sentence: str
) -> None:
    assert sentence in words_of(company.says("ana", line))
    assert held(company, "ana") == ((), ())
    assert skills(company) == {}


@pytest.mark.parametrize("words", ["and " * 900, "x and " * 600, "a, " * 1300])
@pytest.mark.parametrize("command", ["offer", "want", "find"])
def test_an_endless_list_is_refused_before_each_of_it_is_looked_up(
    company: Company, command: str, words: str
) -> None:
    assert "a lot at once" in words_of(company.says("ana", f"{command} {words}"))
    assert skills(company) == {}


def test_the_thirty_first_skill_is_refused_and_the_thirty_stay(company: Company) -> None:
    mine = tuple(f"Topic {chr(97 + n) * 9}" for n in range(30))
    company.settle(person("ana", offers=mine))
    assert "up to 30" in words_of(company.says("ana", "offer sql"))
    assert held(company, "ana")[0] == mine
    company.says("ana", f"offer {mine[3]} 4")
    assert level(company, "ana", mine[3]) == 4


def test_what_is_not_there_is_not_taken_back_and_the_rest_is(company: Company) -> None:
    company.says("ana", "offer go, sql")
    shown = words_of(company.says("ana", "unoffer golang, haskell"))
    assert held(company, "ana")[0] == ("SQL",)
    assert "no longer offer Go" in shown
    assert "were not offering haskell" in shown
    company.says("ana", "want go")
    company.says("ana", "unwant GO")
    assert held(company, "ana") == (("SQL",), ())


def test_without_a_skill_the_nouns_read(company: Company) -> None:
    company.says("ana", "offer go 2")
    for line in ("offer", "want", "unoffer", "unwant", "skills", "skills @ana"):
        assert "Go · 2, some experience (you said so, today)" in words_of(company.says("ana", line))
    assert "no skills yet" in words_of(company.says("ben", "skills"))


def test_another_s_skills_are_shown_with_where_their_levels_come_from(company: Company) -> None:
    company.says("ana", "offer go 2, sql 5")
    with company.store.begin() as work:
        one = rated(0, 4, "peer", f"{WORKSPACE}:ben")
        work.skills.rate([replace(one, member=f"{WORKSPACE}:ana", at=company.now)])
    company.pass_(days=900)
    shown = words_of(company.says("ben", "skills @ana"))
    assert "SQL · 4, advanced (a colleague said so after a session, 2 years ago" in shown
    assert "Go · 2, some experience (Ana said so, 2 years ago; it may have changed)" in shown
    assert "ben" not in shown.casefold()


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_as_a_name_or_refused_and_shown_as_itself(
    company: Company, text: str
) -> None:
    company.says("ana", f'offer "{text}"')
    names = held(company, "ana")[0]
    assert [naming.fold(n) for n in names] == [
        key for key in (naming.fold(part.text) for part in naming.pieces(f'"{text}"')) if key
    ]
    for name in names:
        assert name in words_of(company.says("ben", "skills @ana"))
        press(company, "ana", said(company.says("ana", f'offer "{name}" 3')), "My skills")
    company.says("ana", f"unoffer {', '.join(map(naming.written, names))}")
    assert held(company, "ana")[0] == ()


def test_who_held_a_starter_in_another_spelling_holds_it_by_its_name_from_then(
    company: Company,
) -> None:
    company.settle(person("dan", offers=("golang", "sql")), person("eve", wants=("go", "Go lang")))
    company.says("ana", "want go")
    assert (held(company, "dan")[0], held(company, "eve")[1]) == (("Go", "sql"), ("Go",))


def test_who_wants_what_nobody_offers_is_told_once_when_somebody_does(company: Company) -> None:
    assert "I will tell you" in words_of(company.says("ben", "want cobol"))
    company.says("ana", "offer cobol")
    company.pass_(days=1)
    (told,) = company.inbox("ben")
    assert told.title == "Someone can help with COBOL now"
    assert lines(told)["Find"] == "find COBOL"
    company.says("ana", "unoffer cobol")
    company.says("cleo", "offer cobol")
    company.says("dan", "offer cobol")
    company.pass_(days=3)
    assert len(company.inbox("ben")) == 1
    assert not company.inbox("ana")


def test_who_had_somebody_to_ask_is_not_told_of_one_more(company: Company) -> None:
    company.says("ana", "offer cobol")
    assert "1 person here can help" in words_of(company.says("ben", "want cobol"))
    company.says("cleo", "offer cobol")
    company.pass_(days=1)
    assert not company.inbox("ben")


def test_nobody_is_told_twice_a_day_and_nothing_is_lost(company: Company) -> None:
    company.now = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)  # a Friday
    company.says("ben", "want cobol, haskell, lua, perl")
    company.says("ana", "offer cobol, haskell")
    company.says("cleo", "offer lua, perl")
    company.pass_(days=9)
    at = sorted(one.sent_at for one in company.arrived if one.sent_at)
    assert len(at) == 4
    assert all(later - earlier >= timedelta(days=1) for earlier, later in pairwise(at))


def test_nobody_is_told_of_whom_they_are_kept_apart_from(company: Company) -> None:
    company.says("ben", "want cobol")
    company.says("cleo", "want cobol")
    company.says("ben", "avoid @ana")
    company.says("ana", "avoid @cleo")
    company.says("ana", "offer cobol")
    company.pass_(days=1)
    assert not company.inbox("ben")
    assert not company.inbox("cleo")


def test_a_want_that_is_said_anew_is_told_of_anew(company: Company) -> None:
    company.now = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)  # at night, so that nothing is sent yet
    company.says("ben", "want cobol")
    company.says("ana", "offer cobol")
    company.says("ana", "unoffer cobol")
    company.says("cleo", "offer cobol")
    company.pass_(days=4)
    assert [m.title for m in company.inbox("ben")] == ["Someone can help with COBOL now"]


def test_where_many_want_a_skill_the_rest_is_told_when_somebody_offers_it_next(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanters, "MOST_TOLD", 3)
    monkeypatch.setattr(wanters, "_LOOKED_AT", (4, 1_000_000))
    many = [f"m{number}" for number in range(8)]
    company.settle(*(person(name, wants=("COBOL",)) for name in many))
    counts = []
    for name in ("ana", "ben", "cleo", "dan"):
        company.says(name, "offer cobol")
        company.pass_(days=4)
        counts.append(sum(len(company.inbox(one)) for one in many))
    assert counts == [3, 6, 8, 8]
    assert all(len(company.inbox(one)) == 1 for one in many)
    company.settle(person("late", wants=("COBOL",)))
    company.says("eve", "offer cobol")
    company.pass_(days=4)
    assert not company.inbox("late")


def test_who_is_away_finds_their_skills_under_the_new_name_when_they_come_back(
    company: Company,
) -> None:
    company.settle(
        person("gone", state="gone", offers=("golang",)),
        person("mute", state="unreachable", wants=("go lang",)),
    )
    company.says("ana", "want go")
    assert (held(company, "gone")[0], held(company, "mute")[1]) == (("Go",), ("Go",))


def test_what_has_lost_its_sense_is_not_told(company: Company) -> None:
    company.says("ben", "want cobol")
    company.says("cleo", "want cobol, lua")
    company.now += timedelta(hours=12)
    company.says("ana", "offer cobol, lua")
    company.says("ben", "unwant cobol")
    company.says("ana", "unoffer lua")
    company.pass_(days=3)
    assert not company.inbox("ben")
    assert [m.title for m in company.inbox("cleo")] == ["Someone can help with COBOL now"]


def test_the_profile_form_knows_ones_skills_with_levels_and_changes_them(company: Company) -> None:
    company.says("ana", "offer python 4, sql, go 2")
    company.says("ana", "want figma")
    asked = company.says("ana", "profile")
    assert isinstance(asked, Ask)
    shown = {field.name: getattr(field, "values", ()) for field in asked.form.fields}
    assert (shown["offers"], shown["wants"]) == (("Python 4", "SQL", "Go 2"), ("Figma",))
    fill(company, "ana", offers="Python 4, sql 3, rust", wants="")
    assert held(company, "ana") == (("Python", "SQL", "Rust"), ())
    assert level(company, "ana", "sql") == 3
    assert company.says("ana", "profile") != asked


def test_a_profile_sent_as_it_was_keeps_the_dates_of_levels(company: Company) -> None:
    company.says("ana", "offer python 4")
    first = company.now
    company.pass_(days=30)
    fill(company, "ana", offers="Python 4", wants="")
    with company.store.begin() as work:
        (known,) = work.skills.evidence(WORKSPACE, [f"{WORKSPACE}:ana"])
    assert known.at == first


def test_a_form_asks_after_words_that_may_mean_another_and_keeps_the_rest(company: Company) -> None:
    reply = said(fill(company, "ana", offers="sql, kuberntes 4", wants="figmaa"))
    assert held(company, "ana") == (("SQL",), ())
    assert {"Kubernetes", "No, add kuberntes", "Figma", "No, add figmaa"} <= set(lines(reply))
    press(company, "ana", reply, "Kubernetes")
    assert held(company, "ana")[0] == ("SQL", "Kubernetes")


def test_a_form_without_the_fields_leaves_skills_and_a_wrong_field_is_shown_again(
    company: Company,
) -> None:
    company.says("ana", "offer sql")
    fill(company, "ana")
    assert held(company, "ana")[0] == ("SQL",)
    again = fill(company, "ana", offers="x" * 61, wants="@ben", team="Maps")
    assert isinstance(again, Ask)
    assert set(again.errors) == {"offers", "wants"}
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").team == "Design"


def test_the_first_session_brings_one_gentle_invitation_to_say_ones_skills(
    company: Company,
) -> None:
    company.program(["ana", "ben"])
    company.move_to(datetime(2026, 11, 27, 12, 0, tzinfo=UTC))
    assert "Say my skills" not in lines(said(company.says("ana", "not yet")))
    assert lines(said(company.says("ana", "met")))["Say my skills"] == "profile"
    assert "Say my skills" not in lines(said(company.says("ana", "met")))
    company.says("ben", "offer sql")
    assert "Say my skills" not in lines(said(company.says("ben", "met")))
