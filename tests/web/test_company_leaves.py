"""Stopping on the company's pages, and what staff see and do afterwards."""

from __future__ import annotations

from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing

STOP = "/virksomhed/profil/stop"


def test_from_the_profile_to_the_end(browse: Browse) -> None:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        company = make.company(contact_user_id=make.caseworker(name="Mette Kjær").id)
        posting = make.posting(company)
        make.proposal(posting=posting, state="sent_to_company")
        make.proposal(make.enrolment(make.other_person(), ready_at=NOW), posting, state="company_yes")
        host, staff = make.company_user(company), make.caseworker()
        colleague = make.company_user(company, company_rights=["postings"])
    browse.log_in(colleague)
    assert not browse.get("/virksomhed/profil").soup.select(f"a[href='{STOP}']")
    browse.get(STOP, 403)
    browse.log_in(host)
    assert browse.get("/virksomhed/profil").soup.select(f"a[href='{STOP}']")
    page = browse.get(STOP)
    for words in ("1 opslag bliver lukket.", "1 kandidat venter på jeres svar", "1 møde eller forløb er aftalt."):
        assert words in page.main
    assert "Birgit" not in page.text
    assert browse.submit({}, 422).errors() == {"reason": "Vælg det svar, der passer bedst."}
    browse.get(STOP)
    browse.submit({"reason": "no_time"})
    assert "Jeres kontakt ringer om det, der er aftalt." in browse.follow().main
    assert "I har bedt om at stoppe." in browse.get("/virksomhed/overblik").main
    browse.log_in(staff)
    assert "Vil stoppe" in browse.get("/medarbejder/virksomheder").main
    address = f"/medarbejder/virksomheder/{company.id}"
    assert "Vi har ikke tid til at tage imod." in browse.get(address).main
    with browse.session() as session:
        version = session.get_one(type(company), company.id).version
    token = browse.csrf_token()
    answer = browse.post(address, {"handling": "end", "version": version, "reason": "", "csrf_token": token}, 422)
    assert "Der er stadig forløb eller møder" in answer.main
    browse.post(address, {"handling": "reinstate", "version": version, "csrf_token": token})
    page = browse.follow()
    assert "Virksomheden fortsætter." in page.main
    assert "Virksomheden vil stoppe" in page.main
