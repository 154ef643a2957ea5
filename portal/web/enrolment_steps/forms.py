"""The forms of the six steps, with the words of `service-design.md` 2.3 and the codes the case keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import StringField

from portal.domain.values import PhoneNumber
from portal.web.enrolment_steps.fields import Email, NotAfterToday, StepForm, boxes, radios, words
from portal.web.forms import Between, DateParts, Decimal, MaxLength, Parsed, Required
from portal.web.i18n import gettext as _
from portal.web.title_search import OCCUPATIONS, SKILLS, TitleSearch

DATE_FORM = _("Skriv datoen som dag, måned og år. For eksempel 4 3 2027.")
HOURS_FORM = _("Skriv et tal fra 0 til 37. For eksempel 8 eller 7,5.")
ABOUT = _("Er du i tvivl, så skriv cirka. Din rådgiver kan rette det.")


class ContactForm(StepForm):
    phone = StringField(
        _("Telefonnummer"),
        [Required(_("Skriv dit telefonnummer, så vi kan ringe til dig.")), Parsed(PhoneNumber.parse)],
        description=_("Vi bruger det kun, når vi har noget at tale med dig om."),
        render_kw={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    )
    email = StringField(
        _("E-mail"),
        [Email(), MaxLength(200)],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )
    contact_way = radios(
        _("Hvordan vil du helst høre fra os?"),
        {
            "call": _("Ring til mig"),
            "sms_first": _("Send en sms, før I ringer"),
            "write": _("Skriv til mig på Min side"),
        },
    )
    contact_time = radios(
        _("Hvornår er bedst for dig?"),
        {"morning": _("Om formiddagen"), "afternoon": _("Om eftermiddagen"), "any": _("Det er lige meget")},
    )
    notify = boxes(
        _("Må vi sende dig en sms eller e-mail, når der er nyt?"),
        {"sms": _("Ja, på sms"), "email": _("Ja, på e-mail"), "no": _("Nej tak")},
        _("Vi skriver aldrig noget privat i en sms eller e-mail."),
        optional=False,
    )
    companion = radios(
        _("Vil du have en med til samtalen?"),
        {"yes": _("Ja"), "no": _("Nej"), "unknown": _("Det ved jeg ikke endnu")},
        _("Det kan være en ven eller en fra familien. Det hedder en bisidder."),
    )
    companion_name = StringField(
        _("Hvem vil du have med?"),
        [MaxLength(100)],
        description=_("Skriv et navn, hvis du ved det. Så kan vi hilse på jer begge."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        chosen = self.notify.data or []
        if "no" in chosen and len(chosen) > 1:
            self.add_error("notify", _("Vælg kun »Nej tak«, eller fjern fluebenet ved det."))
        if "email" in chosen and not (self.email.data or "").strip():
            self.add_error("email", _("Skriv din e-mail, eller vælg, at du ikke vil have e-mail."))
        return good and not self.errors

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        if "notify" in given:
            given["notify"] = [way for way in given["notify"] if way != "no"]
        if given.get("phone"):
            given["phone"] = str(PhoneNumber.parse(given["phone"]))
        return given


class ExperienceForm(StepForm):
    interests = boxes(
        _("Sæt gerne flere flueben. Det må også være noget, du ikke har prøvet før."),
        {
            "people": _("Arbejde med mennesker"),
            "office": _("Kontor og computer"),
            "shop": _("Butik og service"),
            "kitchen": _("Køkken og mad"),
            "warehouse": _("Lager og transport"),
            "craft": _("Håndværk og teknik"),
            "nature": _("Have og natur"),
            "cleaning": _("Rengøring og ejendom"),
            "teaching": _("Undervisning og vejledning"),
            "care": _("Pleje og omsorg"),
            "open": _("Noget nyt – jeg er åben"),
        },
        required=True,
    )
    occupations = TitleSearch(
        _("Har du et bestemt job i tankerne?"),
        OCCUPATIONS,
        _("Søg efter et job"),
        _("Det kan være et job, du har haft, eller et, du gerne vil prøve."),
    )
    competences = TitleSearch(
        _("Er der noget, du allerede kan?"),
        SKILLS,
        _("Søg efter noget, du kan"),
        _("For eksempel Excel, truck, mad eller sprog. Det hjælper os med at finde det rigtige sted."),
    )
    good_at = words(
        _("Fortæl om noget, du er god til"),
        _(
            "Skriv et par linjer. Det kan være fra et job, fra fritiden eller fra livet derhjemme. "
            "For eksempel: Jeg er god til at holde orden og tale med kunder."
        ),
    )


class FrameForm(StepForm):
    unemployed_since = DateParts(
        _("Hvornår blev du ledig?"),
        [Required(DATE_FORM), NotAfterToday()],
        description=_("Skriv din første dag med dagpenge. Er du i tvivl, så skriv cirka. Din rådgiver kan rette det."),
    )
    sick_since = DateParts(
        _("Hvornår var din første sygedag?"), [Required(DATE_FORM), NotAfterToday()], description=ABOUT
    )
    contact_workplace = radios(
        _("Må vi kontakte din arbejdsplads tidligt?"),
        {"yes": _("Ja"), "wait": _("Ikke endnu"), "no": _("Nej")},
        _("Det går ofte bedst, når arbejdspladsen er med fra starten. Vi taler ikke om din sygdom."),
    )
    flex_job_hours = Decimal(
        _("Hvor mange timer arbejder du om ugen i dit fleksjob?"),
        [Required(HOURS_FORM), Between(0, 37, HOURS_FORM)],
        description=_("Skriv 0, hvis du ikke har et fleksjob lige nu."),
        render_kw={"suffix": _("timer")},
    )
    hours = radios(
        _("Hvor mange timer om ugen vil du begynde med?"),
        {
            "up_to_5": _("Op til 5 timer"),
            "6_15": _("6 til 15 timer"),
            "16_30": _("16 til 30 timer"),
            "over_30": _("Mere end 30 timer"),
            "talk": _("Det vil jeg gerne tale om"),
        },
    )
    time_of_day = radios(
        _("Hvornår på dagen har du det bedst?"),
        {
            "morning": _("Om morgenen"),
            "forenoon": _("Om formiddagen"),
            "afternoon": _("Om eftermiddagen"),
            "varies": _("Det skifter"),
        },
    )
    travel = radios(
        _("Hvor længe vil du højst være om at komme på arbejde?"),
        {
            "15": _("Et kvarter"),
            "30": _("En halv time"),
            "45": _("Tre kvarter"),
            "60": _("En time"),
            "talk": _("Det vil jeg gerne tale om"),
        },
    )
    transport = radios(
        _("Hvordan kommer du frem?"),
        {
            "walk_bike": _("Til fods eller på cykel"),
            "public": _("Bus, tog eller metro"),
            "car": _("Bil"),
            "help": _("Jeg har brug for hjælp til at komme frem"),
        },
    )

    def drop_unwanted(self, wanted: tuple[str, ...]) -> None:
        for name in ("unemployed_since", "sick_since", "contact_workplace", "flex_job_hours"):
            if name not in wanted:
                del self[name]


class NeedsForm(StepForm):
    needs = boxes(
        _("Vælg gerne flere"),
        {
            "max_lift": _("Jeg skal undgå tunge løft"),
            "vary_posture": _("Jeg skal kunne skifte mellem at sidde og stå"),
            "extra_breaks": _("Jeg har brug for korte pauser"),
            "own_room_or_quiet": _("Jeg har brug for ro omkring mig"),
            "clear_structure": _("Jeg har det bedst med faste rammer og én opgave ad gangen"),
            "absence_tolerance": _("Jeg går til behandling i dagtimerne"),
            "aids_needed": _("Jeg ser eller hører ikke så godt"),
            "support_person": _("Jeg har brug for en fast person, jeg kan spørge"),
            "none": _("Der er ikke noget særligt"),
            "talk": _("Det vil jeg helst tale med min rådgiver om"),
        },
    )
    other = words(_("Er der andet, vi skal vide for at passe godt på dig?"), _("Skriv helst ikke diagnoser."))

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        chosen = self.needs.data or []
        if "none" in chosen and len(chosen) > 1:
            self.add_error("needs", _("Vælg kun »Der er ikke noget særligt«, eller fjern fluebenet ved det."))
        return good and not self.errors

    def answers(self) -> dict[str, Any]:
        """The wish to talk stands alone among the needs, or beside them under a name of its own."""
        given = super().answers()
        needs = given.get("needs") or []
        if "talk" in needs and len(needs) > 1:
            return given | {"needs": [need for need in needs if need != "talk"], "talk": True}
        return given


class SupportForm(StepForm):
    support = boxes(
        _("Vælg gerne flere"),
        {
            "occupational_therapist": _("Ja, fra en ergoterapeut"),
            "nurse": _("Ja, fra en sygeplejerske"),
            "no": _("Nej tak, ikke lige nu"),
            "tell_me": _("Det vil jeg høre mere om"),
        },
        required=True,
        hints={
            "occupational_therapist": _(
                "En ergoterapeut kan vise dig gode stillinger og finde hjælpemidler. "
                "Ergoterapeuten kan også tage med på din første dag."
            ),
            "nurse": _(
                "En sygeplejerske kan tale med dig om søvn, smerter og medicin. "
                "I kan også tale om, hvordan kroppen har det med at arbejde igen."
            ),
        },
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        chosen = self.support.data or []
        if "no" in chosen and len(chosen) > 1:
            self.add_error("support", _("Vælg kun »Nej tak, ikke lige nu«, eller fjern fluebenet ved det."))
        return good and not self.errors


YES_NO = {"yes": _("Ja"), "no": _("Nej")}


class SharingForm(StepForm):
    profile = radios(
        _("Må virksomheder, som vi har godkendt, se en kort profil uden dit navn?"),
        YES_NO,
        _(
            "De ser kun, hvilke opgaver og hvor mange timer der passer til dig. "
            "De ser ikke navn, alder, CPR-nummer, adresse eller helbred."
        ),
    )
    health_notes = radios(
        _("Må de, der støtter dig, skrive til din rådgiver om, hvordan det går?"),
        YES_NO,
        _(
            "Det gælder en ergoterapeut eller en sygeplejerske. Du får selv det samme at læse. "
            "De skriver om arbejdet, ikke om sygdom og behandling."
        ),
    )
    follow_up = radios(
        _("Må vi spørge dig efter tre og seks måneder, hvordan det er gået?"),
        YES_NO,
        _("Det er fire korte spørgsmål. Vi bruger svarene til at gøre hjælpen bedre."),
    )


FORMS: Mapping[str, type[StepForm]] = {
    "kontakt": ContactForm,
    "erfaring": ExperienceForm,
    "rammer": FrameForm,
    "hensyn": NeedsForm,
    "stoette": SupportForm,
    "deling": SharingForm,
}
