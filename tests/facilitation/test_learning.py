"""Learning a skill: resources that anyone adds, suggested with their reasons, and all that helps on one card."""

import pytest

from facilitation.talk.incoming import Ask, Filled, Reply, Sender, Where
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import words_of

LINK = "https://kubernetes.example/docs"


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"), person("cleo"), person("dora"))
    company.says("cleo", "offer kubernetes 4")
    company.arrived.clear()
    return company


def message(reply: Reply) -> Message:
    return reply.message  # type: ignore[union-attr]


def adds(company: Company, words: str, name: str = "ben") -> Message:
    made = message(company.says(name, f"resource add {words}"))
    company.work_through()
    return made


def fills(company: Company, name: str, line: str, **answers: str) -> Reply:
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(f"personal:{name}", "personal")
    return company.assistant().handle(Filled(by=by, line=line, answers=answers, where=where))


def test_a_link_or_words_are_added_for_a_skill_checked_found_and_taken_back(company):
    made = adds(company, f"{LINK} for kubernetes 2")
    assert "kubernetes.example/docs" in words_of(made)
    assert [m.title for m in company.inbox("cleo", ["ask"])] == ["Is this right?"]
    adds(company, "The book on the shelf for newcomers for kubernetes", "dora")

    listed = words_of(company.says("ana", "resources kubernetes"))
    assert "kubernetes.example/docs" in listed
    assert "The book on the shelf for newcomers" in listed
    assert "kubernetes.example" not in words_of(company.says("ana", "takeaways checked"))

    press(company, "ben", made, "Take it back")
    assert "kubernetes.example" not in words_of(company.says("ana", "resources"))


def test_whoever_wants_a_skill_is_shown_at_most_three_each_with_its_reason(company):
    made = [adds(company, f"Course {n} for kubernetes") for n in range(5)]
    id = button(made[2], "Take it back").split()[-1]
    company.says("cleo", f"tried {id} worked")

    shown = message(company.says("dora", "want kubernetes"))
    said = words_of(shown)
    assert said.count("Course") == 3
    assert said.index("Course 2") < said.index("Course 4")
    assert "It worked for 1 of 1 who tried it" in said
    assert "the first to say how it is" in said


def test_what_somebody_added_or_tried_is_not_suggested_to_them(company):
    made = adds(company, "Course for kubernetes")
    id = button(made, "Take it back").split()[-1]
    assert "Course" not in words_of(company.says("ben", "want kubernetes"))
    company.says("dora", f"tried {id} partly")
    assert "Course" not in words_of(company.says("dora", "want kubernetes"))


def test_the_level_of_the_reader_counts(company):
    adds(company, "For beginners for kubernetes 1")
    adds(company, "For experts for kubernetes 5")
    company.says("dora", "offer kubernetes 5")
    expert, newcomer = (
        words_of(company.says(name, "learn kubernetes")) for name in ("dora", "ana")
    )
    assert expert.index("For experts") < expert.index("For beginners")
    assert newcomer.index("For beginners") < newcomer.index("For experts")


def test_learn_shows_people_takeaways_resources_and_programs_on_one_card(company):
    adds(company, "Course for kubernetes")
    asked = message(company.says("ben", "share Restart a kubernetes pod before raising memory"))
    press(company, "ben", asked, "Keep it")
    company.program(["ben"], name="Kubernetes pairs")
    company.program(["dora"], name="Platform guild", skills=("kubernetes",))

    card = message(company.says("dora", "learn kubernetes"))
    said = words_of(card)
    assert "Platform guild, every 2 weeks. You are in it." in said
    assert "Join Platform guild" not in said
    assert button(card, "Join Kubernetes pairs")
    for one in (
        "Cleo",
        "Restart a kubernetes pod",
        "Course",
        "Kubernetes pairs",
    ):
        assert one in said
    assert "Nothing about" in words_of(company.says("dora", "learn haskell"))
    assert "Kubernetes pairs" in words_of(company.says("dora", "how do i learn kubernetes"))


@pytest.mark.parametrize(
    "what",
    [
        "javascript:alert(1)",
        "see JavaScript:alert(1)",
        "data:text/html,x",
        "ftp://files.example/x",
        "file:///etc/passwd",
    ],
)
def test_only_links_of_the_web_and_plain_words_are_taken(company, what):
    assert "https:// or http://" in words_of(company.says("ben", f"resource add {what} for python"))
    asked = fills(company, "ben", "resource add", what=what, skill="python", level="")
    assert isinstance(asked, Ask)
    assert "https:// or http://" in asked.errors["what"]
    for plain in ("Big data: an introduction", "10:30 talk", "https://x.example/?to=ftp://y"):
        assert "Added" in words_of(company.says("ben", f"resource add {plain} for python"))


def test_the_form_asks_again_for_what_it_cannot_read(company):
    assert isinstance(company.says("ben", "resource add"), Ask)
    wrong = fills(company, "ben", "resource add", what=LINK, skill="kubernetes, python")
    assert isinstance(wrong, Ask)
    made = fills(company, "ben", "resource add", what=LINK, skill="kubernetes", level="3")
    assert "Added" in words_of(made)
    assert "For which skill" in words_of(company.says("ben", "resource add a book"))
