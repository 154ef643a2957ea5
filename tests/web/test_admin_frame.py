"""The frame of a programme on the screens: its days, deadlines, sources and ways in, its end, and a file as its beginning."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select

from portal.domain.access import Role
from portal.programmes import shipped_text
from portal.store.programme_versions import ProgrammeVersion
from tests.web.browse import Browse
from tests.web.test_admin_programmes import SENIOR, approve, as_manager, begin, propose

FLEX_TEXT = shipped_text("flex_job_development")
NEW_TEXT = FLEX_TEXT.replace("flex_job_development", "more_hours").replace('slug = "flere-timer"', 'slug = "timer-til"')


@pytest.fixture
def camilla(browse: Browse) -> Browse:
    return as_manager(browse, "Camilla Rask", "159")


@pytest.fixture
def admin(browse: Browse) -> Browse:
    return as_manager(browse.other(), "Administrator", role=Role.ADMIN)


def upload(admin: Browse, content: bytes, status: int, name: str = "flere.toml"):
    admin.get("/admin/programmer/nyt")
    return admin.submit({"file": (BytesIO(content), name), "handling": "fil"}, status, form=0)


def test_deadlines_of_its_own_are_promised_to_citizens(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    page = camilla.get(f"{draft}/rammer")
    assert "den fælles frist: 3 hverdage" in page.main
    assert "inden for 3 hverdage" in camilla.get("/tilbud/seniorsporet").main
    camilla.get(f"{draft}/rammer")
    refused = camilla.submit({"pause_keeps": "7", "reply": "1,5"}, 422)
    assert set(refused.errors()) == {"pause_keeps", "reply"}
    assert refused.values()["pause_keeps"] == "7"
    camilla.submit({"pause_keeps": "45", "reply": "1"})
    propose(camilla, draft)
    assert "pause i dage: 45" in admin.get(draft).main
    approve(admin, draft)
    assert "inden for 1 hverdage" in camilla.get("/tilbud/seniorsporet").main
    assert "Pause: 45 dage" in camilla.get("/admin/regler").main


def test_sources_are_a_list_and_the_criteria_follow(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/rammer")
    sources = str(camilla.page.values()["sources"]).splitlines()
    camilla.submit({"sources": "\n".join(sources[1:])}, 422)
    assert "bruges af" in camilla.page.errors()["sources"]
    camilla.get(f"{draft}/rammer")
    camilla.submit({"sources": "\n".join(["Styregruppens beslutning, maj 2026", *sources[1:]])})
    assert "Styregruppens beslutning, maj 2026" in camilla.get(f"{draft}/kriterier").main


def test_another_way_in_is_written_changed_and_taken_out(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/kriterier")
    camilla.get(f"{draft}/vej?om=benefit")
    assert "Vælg mindst ét svar" in camilla.submit({"handling": "gem", "text": "Ring til os."}, 422).main
    camilla.submit({"handling": "gem", "codes": ["unemployment_benefit"], "text": "Din a-kasse er med fra start."})
    page = camilla.get(f"{draft}/kriterier")
    assert "ydelse: dagpenge Din a-kasse er med fra start." in page.main
    assert "Anden vej ind" in camilla.get(draft).main
    camilla.get(f"{draft}/vej?id=benefit_unemployment_benefit")
    camilla.submit({"handling": "fjern"})
    assert "Din a-kasse er med fra start" not in camilla.get(f"{draft}/kriterier").main
    camilla.get(f"{draft}/vej?id=findes_ikke", 404)
    camilla.get(f"{draft}/vej?om=age", 404)


def test_a_programme_is_closed_when_another_has_approved(camilla: Browse, admin: Browse) -> None:
    page = camilla.get(SENIOR)
    assert "Luk programmet" in page.main
    closing = {"handling": "luk", "last-dag": "22", "last-maaned": "11", "last-aar": "2026", "why": "Pengene er brugt"}
    assert "kan tidligst være i dag" in camilla.submit(closing, 422).main
    assert "Skriv kort, hvorfor" in camilla.submit(closing | {"last-dag": "24", "why": ""}, 422).main
    camilla.submit(closing | {"last-dag": "24"})
    draft = camilla.page.location
    assert "Periode, til 30. november 2026 24. november 2026" in camilla.follow().main
    assert "Luk programmet" not in camilla.get(SENIOR).main
    approve(admin, draft)
    assert "24. november 2026" in camilla.get(SENIOR).main


def test_a_file_is_chosen_and_becomes_a_draft(admin: Browse) -> None:
    upload(admin, b"\xef\xbb\xbf" + NEW_TEXT.replace("\n", "\r\n").encode(), 303)
    assert admin.follow().h1 == "Flere timer, version 1"


MISSPELT = FLEX_TEXT.replace('seed = "002"', 'seed = "002"\nsede = "003"')
WRONG = {
    "unknown field": (MISSPELT.encode(), "flere.toml, linje 7: Feltet 'sede' kendes ikke."),
    "not utf-8": (b'# navn\nname = "Sm\xf8r"\n', "flere.toml, linje 2: Filen er ikke tekst i UTF-8"),
    "not toml": (b"navn: Flere timer\n", "flere.toml, linje 1: Filen er ikke gyldig TOML."),
    "too large": (b"#" * 102_401, "flere.toml: Filen fylder for meget. Den må højst fylde 100 kB."),
    "empty": (b"\n", "Filen er tom."),
    "version taken": (FLEX_TEXT.encode(), "Version 1 findes allerede. Filen skal have version 2 eller højere."),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_used_says_where_and_why(admin: Browse, content: bytes, sentence: str) -> None:
    page = upload(admin, content, 422)
    assert sentence in page.errors()["file"]
    if sentence.startswith("flere.toml, linje 7"):
        assert page.values(0)["filename"] == "flere.toml"
        assert 'sede = "003"' in page.values(0)["text"]  # to be mended on the spot


HOSTILE = {
    "program": b"MZ\x90\x00\x03\x00\x00\x00\x04",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "zip": b"PK\x03\x04\x14\x00\x08\x08",
    "toml and zip in one": NEW_TEXT.encode() + b"\n#PK\x03\x04\xff\xfe",
    "nul": NEW_TEXT.replace("Flere timer", "Flere\0timer").encode(),
    "eicar": rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_check_25_a_file_is_judged_by_what_is_in_it(admin: Browse, content: bytes) -> None:
    """Whatever its name says; nothing of it is kept."""
    assert "file" in upload(admin, content, 422, "flere.toml").errors()
    with admin.session() as session:
        assert not session.scalars(select(ProgrammeVersion)).all()


def test_check_25_the_name_of_a_file_is_ours(admin: Browse) -> None:
    """The name that was sent is shown in errors and used for nothing; what is fetched again is named by us."""
    draft = upload(admin, NEW_TEXT.encode(), 303, "../../etc/passwd; x=.toml").location
    fetched = admin.client.get(f"{draft}/fil", base_url="http://127.0.0.1:5000")
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="more_hours-1.toml"'
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"


def test_neither_file_nor_text(admin: Browse) -> None:
    admin.get("/admin/programmer/nyt")
    page = admin.submit({"handling": "fil"}, 422, form=0)
    assert page.errors() == {"file": "Vælg en fil, eller sæt dens indhold ind."}
    admin.get("/admin/programmer/nyt")
    admin.submit({"handling": "fil", "text": "#" * 102_401, "filename": "stor.toml"}, 422, form=0)
    assert "stor.toml: Teksten fylder for meget" in admin.page.errors()["text"]


def test_another_file_from_the_same_page_is_another_file(admin: Browse) -> None:
    admin.get("/admin/programmer/nyt")
    other = NEW_TEXT.replace("more_hours", "even_more_hours").replace("timer-til", "endnu-flere")
    first = admin.submit({"file": (BytesIO(NEW_TEXT.encode()), "a.toml"), "handling": "fil"}, form=0).location
    second = admin.submit({"file": (BytesIO(other.encode()), "a.toml"), "handling": "fil"}, form=0).location
    again = admin.submit({"file": (BytesIO(other.encode()), "a.toml"), "handling": "fil"}, form=0).location
    assert first != second == again
