"""Every paper is a tagged PDF in Danish that says what the page says, for its owner alone, with nobody's words as code."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from portal.domain.agreement import SECTIONS
from portal.domain.eligibility import Programme
from portal.store.agreements import Agreement
from portal.web.papers.page_reader import read_page
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import birgit_in, birgit_with_proposal, preparing
from tests.web.papers import fetch
from tests.web.test_check_answers import senior

CPR = re.compile(r"\b\d{6}-?\d{4}\b")
TRICKS = '#panic("x") *fed* _skrå_ `kode` $x^2$ <label> @ref = Overskrift // væk /* væk */ \\ #read("/etc/passwd") [a]'


def receipt_of(case) -> str:
    return f"/min-side/tilmelding/{case.id}/kvittering.pdf"


def test_u23_the_receipt_is_a_tagged_paper_with_number_time_and_next_step(browse):
    case = birgit_in(browse, "submitted")
    page = browse.get(f"/min-side/tilmelding/{case.id}/kvittering")
    assert receipt_of(case) in [str(a["href"]) for a in page.soup.select("main a[download]")]
    paper = fetch(browse, receipt_of(case))
    assert paper.title == "Tak, Birgit. Vi har modtaget din tilmelding"
    for words in (case.number, "Tårnby Kommune", "Hvad sker der nu?", "Du skal ikke gøre mere nu", "20 00 00 01"):
        assert words in paper.text
    assert paper.tags["/H2"] >= 2
    assert paper.tags["/LI"] > 3
    assert not CPR.search(paper.text.replace(" ", ""))


def test_what_can_only_be_pressed_is_not_on_paper(browse):
    case = birgit_in(browse, "submitted")
    text = fetch(browse, receipt_of(case)).text
    for words in ("Gå til Min side", "Udskriv", "Hent som PDF", "trække din tilmelding tilbage", "Prøveversion"):
        assert words not in text


def test_the_plan_has_goal_hours_and_needs(browse):
    ladder = [{"week": 1, "hours": 4}, {"week": 5, "hours": 8}]
    case = birgit_in(browse, "admitted", plan={"sent_at": NOW, "hours_ladder": ladder})
    path = f"/min-side/plan/{case.id}"
    assert f"{path}/plan.pdf" in [str(a["href"]) for a in browse.get(path).soup.select("main a[download]")]
    paper = fetch(browse, f"{path}/plan.pdf")
    for words in ("Din plan", "Et arbejde med tal", "4 timer om ugen uge 1–4", "Ekstra pauser"):
        assert words in paper.text
    assert "Jeg vil gerne ændre noget" not in paper.text


def test_a_proposal_on_paper_says_no_more_than_the_page(browse):
    proposal = birgit_with_proposal(browse)
    path = f"/min-side/forslag/{proposal.id}"
    assert f"{path}/forslag.pdf" in [str(a["href"]) for a in browse.get(path).soup.select("main a[download]")]
    paper = fetch(browse, f"{path}/forslag.pdf")
    assert "Løntimer: Bogholder" in paper.text
    assert "Jobbet er det, du har ønsket." in paper.text
    assert "Kastrup Kontorservice" not in paper.text, "navnet kommer først, når begge har sagt ja"


def birgit_in_placement(browse, **terms: str):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        case = make.enrolment(person, state="in_placement", assigned_to=make.caseworker().id)
        make.plan(case)
        row = make.placement(make.proposal(case, make.posting(), state="agreement"))
        words = {code: f"Om {heading.lower()}." for code, heading in SECTIONS.items()} | terms
        session.add(
            Agreement(
                placement_id=row.id,
                number=1,
                terms=words,
                digest="ab" * 32,
                changed=[],
                written_by=case.assigned_to,
                written_at=NOW,
            )
        )
        user = make.citizen(person)
    browse.log_in(user)
    return row


def test_the_agreement_stands_word_for_word_with_its_mark(browse):
    row = birgit_in_placement(browse)
    paper = fetch(browse, f"/min-side/aftale/{row.id}/aftale.pdf")
    assert all(heading in paper.text for heading in SECTIONS.values())
    assert "abababab" in paper.text
    assert "Birgit Holm Venter" in paper.text


def test_the_company_gets_the_same_words(browse):
    row = birgit_in_placement(browse)
    with preparing(browse) as session:
        host = Factory(session, NOW).user(
            "company_user", "Lis Rask", company_id=row.company_id, company_rights=["candidates"]
        )
    paper = fetch(browse.log_in(host), f"/virksomhed/aftaler/{row.id}/aftale.pdf")
    assert all(heading in paper.text for heading in SECTIONS.values())
    assert "abababab" in paper.text
    assert not CPR.search(paper.text.replace(" ", ""))


def test_the_first_day_fits_on_one_sheet(browse):
    row = birgit_in_placement(browse)
    paper = fetch(browse, f"/min-side/forloeb/{row.id}/foerste-dag.pdf")
    assert "Mød op mandag den 7. december." in paper.text
    assert len(paper.reader.pages) == 1


def test_the_anonymous_result_is_made_from_the_cookie_and_stored_nowhere(browse):
    senior(browse)
    page = browse.get("/tjek/svar")
    paper = fetch(browse, "/tjek/svar.pdf")
    assert paper.title == page.h1
    for words in ("Vejledende svar", "Det er ikke en afgørelse.", "Derfor fik du dette svar", "Kilder"):
        assert words in paper.text
    assert "Slet mine svar" not in paper.text
    assert browse.other().get("/tjek/svar.pdf", 302).location == "/tjek"


def test_the_form_on_paper_asks_what_the_six_steps_ask(browse):
    page = browse.get("/tilmeld/seniorsporet/uden-mitid")
    assert page.soup.select_one("main a[download]")["href"] == "/tilmeld/seniorsporet/skema.pdf"
    paper = fetch(browse, "/tilmeld/seniorsporet/skema.pdf")
    for words in (
        "Meld dig til Seniorsporet",
        "Skriv ikke dit CPR-nummer.",
        "1. Hvordan får vi bedst fat i dig?",
        "Hvornår blev du ledig?",
        "Jeg skal undgå tunge løft",
        "6. Hvem må se hvad?",
        "Dato og underskrift",
    ):
        assert words in paper.text
    assert "sygedag" not in paper.text
    browse.get("/tilmeld/noget-andet/skema.pdf", 404)


def all_forms(browse: Browse) -> list[Programme]:
    return list(browse.parts.house.programmes)


def test_every_programme_has_a_form_on_paper(browse):
    for programme in all_forms(browse):
        assert programme.name in fetch(browse, f"/tilmeld/{programme.slug}/skema.pdf").title


def test_the_words_of_a_person_are_words_whatever_they_look_like(browse):
    case = birgit_in(browse, "submitted", answers={"erfaring": {"interests": ["office"], "good_at": TRICKS}})
    text = fetch(browse, receipt_of(case)).text
    assert " ".join(TRICKS.split()).replace(" ", "") in text.replace(" ", "")
    assert "root:" not in text


@pytest.mark.parametrize("name", ["Łucja", "Юлія", "Αθηνά", "Þórdís", "Nguyễn"])
def test_names_from_elsewhere_are_written_as_they_are(browse, name):
    case = birgit_in(browse, "submitted", answers={"erfaring": {"good_at": f"Jeg hedder {name}."}})
    assert name in fetch(browse, receipt_of(case)).text


def test_a_sign_without_a_letter_of_its_own_keeps_nobody_from_the_paper(browse):
    case = birgit_in(browse, "submitted", answers={"erfaring": {"good_at": "Jeg er glad 🙂 你好"}})
    data = browse.get(receipt_of(case)).response.get_data()
    reader = PdfReader(io.BytesIO(data))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert "Jeg er glad" in " ".join(page.extract_text() for page in reader.pages)


def test_nobody_gets_the_paper_of_another(browse):
    case = birgit_in(browse, "submitted")
    with preparing(browse) as session:
        make = Factory(session, NOW)
        other = make.citizen(make.other_person())
    browse.log_in(other)
    browse.get(receipt_of(case), 404)
    browse.get(f"/min-side/plan/{case.id}/plan.pdf", 404)
    browse.other().get(receipt_of(case), 302)


def page(content: str) -> str:
    return f'<html><body><main id="main"><div><h1>Navn</h1>{content}</div></main></body></html>'


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("<p>En</p>to<p>tre</p>", ["text", "text", "text"]),
        ("<h2>Tom</h2><h2>Fuld</h2><p>x</p>", ["heading", "text"]),
        ("<h2>Del</h2><h3>Under</h3><p>x</p>", ["heading", "heading", "text"]),
        ("<h2>Svar</h2><form><p>x</p></form>", []),
        ('<p><a href="/min-side">Gå</a></p>', []),
        ('<p>Gå <a href="/min-side">her</a></p>', ["text"]),
        ('<p><a href="tel:+4532470055">Ring</a></p>', ["text"]),
        ("<details><summary>Mere</summary><form>x</form></details>", []),
        ('<div class="alert alert-warning"><p>Pas på</p></div>', ["box"]),
        ("<ul><li>a</li><li><button>b</button></li></ul>", ["list"]),
        ('<p class="sr-only">skjult</p><p hidden>skjult</p>', []),
        ('<div id="flash"><div class="alert"><p>Gemt.</p></div></div>', []),
    ],
)
def test_a_page_becomes_what_its_print_style_shows(content, kinds):
    assert [block.kind for block in read_page(page(content)).blocks] == kinds
