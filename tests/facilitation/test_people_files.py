"""People files as HR systems write them: what is read, what is said of it, and what is refused rather than guessed."""

from dataclasses import replace

import pytest

from facilitation.errors import UserError
from facilitation.people import directory
from facilitation.people import report as reports
from facilitation.people.model import Member
from facilitation.people.report import Report
from facilitation.skills.adopting import Adopting
from storage.work import Store
from tests.company import START, WORKSPACE, Company, person

ANA = "ana@acme.example"


def named(handle: str, name: str) -> Member:
    """Return a person with a full name and an email."""
    return replace(person(handle, email=f"{handle}@acme.example"), name=name)


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    """A company of three, each with an email and a full name."""
    made = Company(sqlite_store)
    names = {"ana": "Ana Duarte", "jonas": "Jonas Weber", "kwame": "Kwame Mensah"}
    made.settle(*(named(h, n) for h, n in names.items()))
    return made


def take(company: Company, text: str, *, dry: bool = False) -> Report:
    """Import a file with the workspace's words for skills, as the command does."""
    with company.store.begin() as work:
        wording = Adopting(work, WORKSPACE, START)
        return directory.import_people(work, WORKSPACE, text, wording, dry=dry)


def known(company: Company, handle: str = "ana") -> Member:
    """Return a member as they are kept."""
    with company.store.begin() as work:
        return work.members.get(f"{WORKSPACE}:{handle}")


def said(report: Report) -> str:
    """Return the report as it is read."""
    return "\n".join(reports.lines_of(report))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            'email,job title,team\nana@acme.example,"Head of ops,Design\n'
            "jonas@acme.example,Dev,Ops\nkwame@acme.example,Dev,Ops\n",
            "quotation mark opened on line 2 is never closed",
        ),
        (
            'email,job title,team\nana@acme.example,"Head of ops,Design\n'
            'jonas@acme.example,Dev,Ops\nkwame@acme.example,Lead",Ops\n',
            "Lines 2 to 4 were read as one cell that looks like lines of the file",
        ),
        (
            'email;team\nana@acme.example;"Design\njonas@acme.example;Ops\nkwame@acme.example;Dev"\n',
            "Lines 2 to 4",
        ),
        ('handle,team\nana,"Design\njonas,Ops"\n', "Lines 2 to 3"),
        (
            'email,team,offers\nana@acme.example,Design,"SQL\njonas@acme.example,Ops,Go"\n',
            "Lines 2 to 3",
        ),
        (
            'email,team\nana@acme.example,"Design" and more\n',
            "Line 2: a quotation mark stands inside",
        ),
        (
            'email,team\nana@acme.example,"De\nsign"\njonas@acme.example,"Ops\n',
            "opened on line 4 is never closed",
        ),
    ],
)
def test_a_quotation_mark_gone_astray_is_refused_with_its_lines(
    company: Company, text: str, why: str
) -> None:
    before = [known(company, handle) for handle in ("ana", "jonas", "kwame")]
    with pytest.raises(UserError, match=why):
        take(company, text)
    assert [known(company, handle) for handle in ("ana", "jonas", "kwame")] == before


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nemail;team\nana@acme.example;Design\n",
        '"sep=;"\r\nemail;team\r\nana@acme.example;Design\r\n',
        '"Work\nEmail";"Team"\nana@acme.example;Design\n',
        "Active Workers Report,,\nRun 2026-11-01,,\n,,\nEmail,Team,Location\nana@acme.example,Design,Berlin\n",
        "  \nemail;team\nana@acme.example;Design\n",
        "email,team\nana@acme.example\u200b,Design\n",
        "\u200eemail, team\n\ufeffana@acme.example , Design\n",
        'email, team, offers\nana@acme.example, "Design", "sql, go"\n',
        "Vorname;Nachname;E-Mail;Abteilung\nAna;Duarte;ana@acme.example;Design\n",
        '"Email, work";Team\nana@acme.example;Design\n',
    ],
)
def test_what_stands_before_and_between_cells_is_seen_through(company: Company, text: str) -> None:
    report = take(company, text)
    assert (report.lines_read, report.refused) == (1, ())
    assert (known(company).team, known(company).name) == ("Design", "Ana Duarte")


def test_a_cell_with_blanks_before_its_quotation_mark_is_one_cell(company: Company) -> None:
    take(company, 'email, team, offers\nana@acme.example, "Design, UX", "sql, go"\n')
    assert known(company).team == "Design, UX"
    assert [offer.casefold() for offer in known(company).offers] == ["sql", "go"]


def test_lines_before_the_header_are_said_to_be_left_out(company: Company) -> None:
    report = take(
        company, "Active Workers\nRun 2026-11-01\n\nEmail,Team\nana@acme.example,Design\n"
    )
    assert "Lines 1 to 2 before the header are left out." in said(report)


def test_a_name_with_the_last_name_first_is_turned_round(company: Company) -> None:
    take(company, '"Name (Last, First)";Email\n"Sousa, Ana Maria";ana@acme.example\n')
    assert known(company).name == "Ana Maria Sousa"


def test_first_and_last_name_apart_make_one_name(company: Company) -> None:
    take(company, "First Name,Last Name,Email\nAna,Sousa,ana@acme.example\n")
    assert known(company).name == "Ana Sousa"


@pytest.mark.parametrize("thing", ["Employee", "Department", "Office", "Manager", "Team"])
@pytest.mark.parametrize("number", ["#", "No.", "ID", "Number"])
def test_a_number_of_something_is_not_the_thing_and_that_is_said(
    company: Company, thing: str, number: str
) -> None:
    report = take(company, f"{thing} {number},Work Email\n1001,ana@acme.example\n")
    assert (report.refused, known(company).name, known(company).team) == ((), "Ana Duarte", "")
    assert f"Columns I do not use: {thing} {number}." in said(report)


def test_of_two_columns_for_one_thing_the_better_is_read_and_that_is_said(company: Company) -> None:
    report = take(
        company,
        "User principal name,Display name,First name,Last name,Title,Department,Office,City,Usage location\n"
        "ana@acme.example,Ana Sousa,Ana,Duarte,Designer,Design,HQ,Berlin,DE\n",
    )
    ana = known(company)
    assert (ana.name, ana.team, ana.location) == ("Ana Sousa", "Design", "Berlin")
    told = said(report)
    assert "Two columns say the location: I read “City” and leave “Office” out." in told
    assert "I read “Display name” and leave “First name” out." in told
    assert "Columns I do not use: Title, Usage location." in told


@pytest.mark.parametrize(
    "text",
    [
        "Employee ID,Worker,Email - Primary Work,Supervisory Organization,Location,Management Level,Manager\n"
        "1,Ana Sousa,ana@acme.example,Design (Jonas Weber),Berlin,5 Individual Contributor,Jonas Weber\n",
        "Employee #,First Name,Last Name,Work Email,Department,Division,Location,Job Title,Reporting to\n"
        '1,Ana,Sousa,ana@acme.example,Design,Product,Berlin,Designer,"Weber, Jonas"\n',
        "First name;Last name;Email;Department;Office;Supervisor;Position\n"
        "Ana;Sousa;ana@acme.example;Design;Berlin;jonas@acme.example;Designer\n",
    ],
    ids=["Workday", "BambooHR", "Personio"],
)
def test_files_are_read_as_hr_systems_write_them(company: Company, text: str) -> None:
    report = take(company, text)
    ana = known(company)
    assert report.refused == report.left == ()
    assert (ana.name, ana.team, ana.location) == ("Ana Sousa", "Design", "Berlin")
    assert ana.manager == f"{WORKSPACE}:jonas"


@pytest.mark.parametrize(
    "manager",
    [
        "Jonas Weber",
        '"Weber, Jonas"',
        "JONAS  WEBER",
        "Jonas Weber (4711)",
        "Jonas Weber [C]",
        "@jonas",
    ],
)
def test_a_manager_is_found_by_name_too(company: Company, manager: str) -> None:
    report = take(company, f"Email,Supervisor\nana@acme.example,{manager}\njonas@acme.example,\n")
    assert report.left == ()
    assert known(company).manager == f"{WORKSPACE}:jonas"


def test_a_manager_who_is_not_there_is_reported_and_the_rest_of_the_line_is_taken(
    company: Company,
) -> None:
    take(company, "email,manager\nana@acme.example,kwame\n")
    report = take(
        company,
        "email,manager,team\nana@acme.example,has.left@acme.example,Design\n"
        "jonas@acme.example,ana@acme.example,Ops\n",
    )
    assert (report.refused, report.updated) == ((), 2)
    assert "Line 2: I know nobody called has.left@acme.example" in said(report)
    assert (known(company).team, known(company).manager) == ("Design", f"{WORKSPACE}:kwame")
    assert known(company, "jonas").manager == f"{WORKSPACE}:ana"


def test_a_manager_whose_name_two_people_have_is_reported(company: Company) -> None:
    company.settle(named("jonas2", "Jónas Weber"))
    report = take(company, "email,manager\nana@acme.example,Jonas Weber\n")
    assert "Several people here are called Jonas Weber" in said(report)
    assert known(company).manager == ""


def test_skills_keep_brackets_together_and_their_levels_apart(company: Company) -> None:
    take(
        company,
        'email,offers\nana@acme.example,"Excel (VBA, Power Query), SQL (expert), Python 4"\n',
    )
    take(company, 'email,offers\njonas@acme.example,"SQL\nPython\nGo"\n')
    assert known(company).offers == ("Excel (VBA, Power Query)", "SQL", "Python")
    assert known(company, "jonas").offers == ("SQL", "Python", "Go")
    with company.store.begin() as work:
        levels = {e.skill: e.level for e in work.skills.evidence(WORKSPACE, [f"{WORKSPACE}:ana"])}
    assert levels == {"sql": 5, "python": 4}


def test_a_dry_run_says_who_would_change_and_how_and_changes_nobody(company: Company) -> None:
    text = (
        "email,team,manager,offers\nana@acme.example,Design,Jonas Weber,SQL 4\n"
        "zoe@acme.example,Ops,,\nkwame@acme.example,,,\n"
    )
    before = known(company)
    report = take(company, text, dry=True)
    told = said(report)
    assert (
        "Ana Duarte: manager nothing → Jonas Weber; team nothing → Design; offers nothing → SQL."
        in told
    )
    assert "Zoe (zoe@acme.example) is new." in told
    assert (
        "1 people would be added, 1 would be updated, 1 as they were. Nothing was changed." in told
    )
    assert known(company) == before
    with company.store.begin() as work:
        assert work.members.find(f"{WORKSPACE}:zoe") is None
        assert work.skills.find(WORKSPACE, "sql") is None


def test_a_zone_is_known_by_what_windows_calls_it(company: Company) -> None:
    take(company, "email,timezone\nana@acme.example,W. Europe Standard Time\n")
    take(company, 'email,timezone\njonas@acme.example,"Lisbon, Portugal"\n')
    take(company, "E-Mail;Zeitzone\nkwame@acme.example;MEZ\n")
    assert known(company, "kwame").zone == "Europe/Berlin"
    assert known(company).zone == "Europe/Berlin"
    assert known(company, "jonas").zone == "Europe/Lisbon"


def test_languages_are_known_by_what_the_language_of_the_file_calls_them(company: Company) -> None:
    take(company, 'E-Mail;Sprachen\nana@acme.example;"Deutsch, Englisch, Französisch"\n')
    take(company, 'email,languages\njonas@acme.example,"anglais, espagnol"\n')
    assert known(company).languages == ("de", "en", "fr")
    assert known(company, "jonas").languages == ("en", "es")


def test_two_reasons_are_two_sentences(company: Company) -> None:
    report = take(company, "email,languages,zone\nana@acme.example,Klingonish,MEZZ\n")
    [refused] = report.refused
    assert "such as: English, German. I do not know the time zone" in refused.why


def test_a_spelling_that_colleagues_use_already_stays(company: Company) -> None:
    company.settle(person("mei", offers=("sql", "Figma")), person("noor", wants=("go",)))
    report = take(company, 'email,offers\nana@acme.example,"SQL 4, Go, Rust"\n')
    assert known(company).offers == ("sql", "go", "Rust")
    assert known(company, "mei").offers == ("sql", "Figma")
    assert known(company, "noor").wants == ("go",)
    assert "1 updated" in said(report)
    with company.store.begin() as work:
        kept = work.skills.find(WORKSPACE, "go")
    assert kept is not None
    assert "golang" in kept.aliases, "it is still the skill that we know"


def test_who_loses_a_skill_by_a_file_is_named_and_of_many_some_are(company: Company) -> None:
    company.settle(
        *(person(f"p{n}", email=f"p{n}@x.example", offers=("SQL",)) for n in range(25)),
        person("mei", email="mei@x.example", offers=("sql",)),
    )
    rows = "".join(f"p{n}@x.example,Go,Ops\n" for n in range(25))
    told = said(take(company, f"email,offers,team\n{rows}mei@x.example,SQL; Go,Ops\n"))
    assert "P0: offers SQL → Go." in told
    assert told.count("offers SQL → Go.") == 20
    assert "And of 5 more" in told
    assert "Mei" not in told, "she has all that she had"
    assert "26 updated" in told
