"""The steps of the main journey, as the people in it take them (scenario H1, Birgit Holm)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.services.matching import carry_out_runs
from portal.web.context import Portal
from tests.browser.visitor import Visitor
from tests.conftest import NOW

CHECK = (
    "Tjek dine muligheder",
    "Start",
    "Jeg er ledig og søger arbejde",
    "Dragør",
    "Ja",
    "3 til 9 måneder",
    "Ja",
    "Ja",
)

SICK = (
    "Jeg er sygemeldt, helt eller delvist",
    "Tårnby",
    "8 uger til 6 måneder",
    "Nej",
    "Ja, det vil jeg gerne",
    "Nej",
)


def check_anonymously(birgit: Visitor) -> None:
    """From the front page to the answer: one tap an answer, at most eight taps, nobody logged in."""
    birgit.open("/")
    birgit.taps = 0
    for name in CHECK:
        birgit.tap(name, within="main")
    assert birgit.taps <= 8
    assert birgit.h1 == "Seniorsporet ser ud til at passe til dig"
    for words in ("Vejledende svar", "Det er ikke en afgørelse", "Du er ikke tilmeldt noget"):
        assert words in birgit.text


def log_in_to_enrol(birgit: Visitor) -> None:
    """The log-in leads to the first step, with the answers the citizen chose to bring along."""
    birgit.tap("Meld dig til")
    birgit.choose("Ja, tag mine svar med").tap("Log på med MitID").tap("Vælg en demoperson")
    birgit.page.locator("button[name=person][value=birgit-holm]").click()
    birgit.page.wait_for_load_state("load")
    birgit.examine()
    assert birgit.h1 == "Hvordan får vi bedst fat i dig?"


def enrol(birgit: Visitor) -> str:
    """Six saved steps, check answers, receipt, Min side; returns the number."""
    birgit.choose("Ring til mig", "Om formiddagen", "Ja, på sms", "Nej").write("Telefonnummer", "20 00 00 01")
    birgit.tap("Fortsæt").choose("Kontor og computer").tap("Fortsæt")
    birgit.choose("16 til 30 timer", "Om morgenen", "Tre kvarter", "Bus, tog eller metro").tap("Fortsæt")
    birgit.choose("Jeg har brug for korte pauser").tap("Fortsæt")
    birgit.choose("Nej tak, ikke lige nu").tap("Fortsæt")
    for group in birgit.page.locator("main fieldset").all():
        group.get_by_label("Ja", exact=True).check()
    birgit.tap("Fortsæt")
    assert birgit.h1 == "Tjek dine svar, før du sender"
    birgit.tap("Send tilmelding")
    assert birgit.h1 == "Tak, Birgit. Vi har modtaget din tilmelding"
    number = birgit.text[birgit.text.index("T-20") :].split()[0]
    birgit.tap("Gå til Min side")
    assert "Dit næste skridt" in birgit.text
    assert "Vi er i gang" in birgit.text
    return number


def admit_and_plan(mette: Visitor) -> None:
    """The caseworker takes the enrolment, sees the criteria with their sources, admits, and sends a plan."""
    mette.open("/medarbejder/tilmeldinger").tap("Tag sag Birgit H.")
    assert "Kilde" in mette.text
    mette.tap("Optag").tap("Åbn planen")
    mette.write("Målet med borgerens egne ord", "Et arbejde med tal")
    mette.page.locator("[name=occupation_1]").select_option("4311")
    mette.page.locator("[name=occupation_2]").select_option("3313")
    for kind in ("work_trial", "paid_hours"):
        mette.page.locator(f"input[name=kinds][value={kind}]").check()
    mette.tap("Gem og send til borgeren")


def agree_to_plan(birgit: Visitor) -> None:
    birgit.open("/min-side").tap("Læs din plan")
    assert "Et arbejde med tal" in birgit.text
    birgit.tap("Ja, den passer")
    assert "Din plan er på plads" in birgit.text


def register(firm: Visitor) -> None:
    """CVR, workplace, specialist, safety, check, send."""
    firm.open("/virksomhed/opret").write("CVR-nummer", "99001011").tap("Fortsæt")
    for number, value in enumerate(("8", "8,0", "8,2", "8"), start=1):
        firm.page.locator(f"input[name=fte_{number}]").fill(value)
    firm.page.locator("input[name=earlier][value=same]").check()
    firm.write("Navn på medarbejdernes repræsentant", "Tina Rep").tap("Fortsæt").tap("Nej, fortsæt")
    firm.write("Navn", "Lis Rask").write("Stilling", "Teamleder").write("Telefonnummer", "32 11 11 11")
    firm.write("E-mail", "lis@example.dk").tap("Gem og fortsæt")
    firm.choose("Ja, vi har læst det").tap("Fortsæt").tap("Send til godkendelse")
    assert firm.page.url.endswith("/virksomhed/opret/kvittering")


def post_place(firm: Visitor) -> None:
    """A place by its tasks, hours, demands, and what can be taken into account."""
    firm.tap("Lav jeres første opslag").choose("Løntimer").tap("Fortsæt")
    page = firm.page
    page.locator("[name=title]").fill("Bogholder")
    page.locator("[name=occupation]").select_option("4311")
    page.locator("[name=tasks]").fill("Bogføre bilag\nAfstemme konti")
    firm.tap("Fortsæt")
    page.locator("[name=hours_min]").fill("16")
    page.locator("[name=hours_max]").fill("30")
    page.locator("[name=weeks]").fill("12")
    _write_date(firm, "start_from", NOW.date() + timedelta(days=21))
    _write_date(firm, "start_to", NOW.date() + timedelta(days=60))
    page.locator("[name=working_times]").fill("Mandag til torsdag mellem klokken 9 og 14")
    firm.tap("Fortsæt")
    page.locator("input[name=offers][value=extra_breaks]").check()
    page.locator("[name=lift_kg]").fill("5")
    page.locator("[name=hours_per_day]").fill("6")
    page.locator("input[name=noise][value=low]").check()
    firm.tap("Fortsæt").tap("Send opslaget")
    assert "Venter på kommunen" in firm.text


def _write_date(visitor: Visitor, name: str, day: date) -> None:
    for part, value in (("dag", day.day), ("maaned", day.month), ("aar", day.year)):
        visitor.page.locator(f"[name={name}-{part}]").fill(str(value))


def approve_both(mette: Visitor) -> None:
    mette.open("/medarbejder/virksomheder").tap("Kastrup Kontorservice ApS").tap("Godkend")
    mette.open("/medarbejder/opslag").tap("Bogholder").tap("Godkend")


def match_and_approve(mette: Visitor, parts: Portal) -> None:
    """The run proposes; the page shows limits, score for and against and alternatives; the caseworker approves."""
    mette.open("/medarbejder/match").tap("Kør nu", exact=False)
    assert "Kørslen er i gang" in mette.text
    carry_out_runs(parts.engine, parts.house, parts.ports)
    if not mette.javascript:
        mette.tap("Opdatér")
    mette.page.get_by_role("heading", name="Forslag", exact=True).wait_for()
    mette.examine().tap("Birgit H.", exact=False)
    # Birgit's is the fifth of the municipality's proposals: the facts are read before what has been computed is shown.
    assert "Læs fakta først." in mette.text
    assert "Passer godt" not in mette.text
    mette.page.locator("[name=glance][value=fits]").check()
    mette.examine().tap("Vis, hvad beregningen siger")
    sections = mette.page.locator("main h2").all_inner_texts()
    wanted = ["Er det tilladt?", "Passer det?", "Hvad kan gå galt?", "Er der noget bedre?", "Din beslutning"]
    assert [w for s in sections for w in wanted if s.endswith(w)] == wanted
    assert "Bogholder" in mette.h1
    mette.page.get_by_text("Alle krav med kilder").click()
    for words in ("Luftlinje mellem postnumre", "For", "Imod", "Andre pladser til Birgit", "Andre til pladsen"):
        assert words in mette.text
    mette.tap("Godkend og send til Birgit")


def say_yes(birgit: Visitor) -> None:
    birgit.open("/min-side").tap("Læs forslaget")
    assert "Kastrup Kontorservice" not in birgit.text
    birgit.tap("Ja, det vil jeg gerne", exact=False)
    assert birgit.h1 == "Godt. Vi spørger virksomheden"


def company_says_yes(firm: Visitor) -> None:
    """The company has seen tasks, hours and start only; the name appears when both have said yes."""
    firm.open("/virksomhed/kandidater").tap("Åbn kandidat", exact=False)
    for hidden in ("Birgit", "Holm", "1967", "59 år", "dagpenge", "Seniorsporet", "Dragør", "20 00 00 01"):
        assert hidden not in firm.page.content()
    firm.tap("Ja, vi vil gerne mødes", exact=False)
    assert "Birgit Holm" in firm.text


def names_appear(birgit: Visitor) -> None:
    birgit.open("/min-side").tap("Se forslaget")
    assert "Kastrup Kontorservice ApS" in birgit.text


def agree(mette: Visitor) -> None:
    """They meet; both still want it; the placement stands planned."""
    mette.open("/medarbejder").tap("Birgit H.", exact=False)
    _write_date(mette, "at", NOW.date() + timedelta(days=3))
    mette.page.locator("[name=at_clock]").fill("10.00")
    mette.tap("Skriv mødet ind")
    mette.tap("Begge vil det", exact=False)
    mette.open("/medarbejder/forloeb").tap("Birgit Holm", exact=False)
    assert "Planlagt" in mette.text
    assert "Kastrup Kontorservice ApS" in mette.text
