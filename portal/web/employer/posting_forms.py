"""The forms of a posting's four steps, each with what it reads from a posting and what it gives back (V9)."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.competences import COMPETENCES
from portal.domain.occupations import OCCUPATIONS
from portal.domain.placement_law import PlacementKind
from portal.services.posting import FULL_TIME, WITH_END, KindAnswers, NeedAnswers, TaskAnswers, TimeAnswers
from portal.store.postings import PostingRecord
from portal.web.employer.fields import DanishNumber, WholeNumber, boxes, drop_down, line, radios, typed, words
from portal.web.forms import Between, DateParts, PortalForm, Required
from portal.web.i18n import gettext as _

DATE_FORM = _("Skriv datoen som dag, måned og år. For eksempel 4 3 2027.")
HOURS_SPAN = _("Skriv et tal fra 1 til 37. For eksempel 8 eller 7,5.")
MOST_WEEKS, MOST_PLACES, MOST_KG, LONGEST_DAY = 104, 50, 50, 12

KINDS = {
    PlacementKind.WORK_TRIAL: (_("Praktik"), _("Personen prøver arbejdet i nogle uger uden løn fra jer.")),
    PlacementKind.WAGE_SUBSIDY_JOB: (
        _("Løntilskud"),
        _("Personen er ansat og får løn. I får et tilskud fra kommunen i en periode."),
    ),
    PlacementKind.PAID_HOURS: (
        _("Løntimer"),
        _("Personen får almindelig løn for de timer, der arbejdes. Det kan være få timer om ugen."),
    ),
    PlacementKind.FLEX_JOB: (
        _("Fleksjob"),
        _("Et job for en person, der ikke kan arbejde på almindelige vilkår. Opgaver og tempo bliver tilpasset."),
    ),
}
SPOKEN = {"da": _("Dansk"), "en": _("Engelsk"), "de": _("Tysk"), "sv": _("Svensk")}
LICENCES = {"B": _("Kørekort B (bil)"), "C": _("Kørekort C (lastbil)"), "D": _("Kørekort D (bus)")}
NOISE = {"low": _("Stille"), "normal": _("Almindelig støj"), "high": _("Meget støj")}
DEMANDS = {
    "posture_fixed": _("Man står eller sidder det meste af dagen"),
    "repetitive": _("De samme bevægelser mange gange"),
    "kneeling": _("Man knæler eller sidder på hug"),
    "overhead": _("Man arbejder over skulderhøjde"),
    "heights": _("Stiger eller højder"),
    "driving": _("Man kører bil eller truck"),
    "customer_contact": _("Man taler med kunder eller gæster"),
    "shift": _("Aften, nat eller skiftende vagter"),
    "piecework": _("Højt tempo eller akkord"),
    "chemicals": _("Støv, stærke lugte eller kemi"),
    "extreme": _("Kulde eller stærk varme"),
    "stairs": _("Der er trin, og der er ikke elevator"),
}
"""What a box says; two of them are other demands in the exchange file (`_demands`)."""
NOT_FLAGS = frozenset({"extreme", "stairs"})

OFFERS = (
    "vary_posture",
    "extra_breaks",
    "own_room_or_quiet",
    "clear_structure",
    "absence_tolerance",
    "aids_needed",
    "support_person",
)
"""What citizens tick in their enrolment; how much is lifted is a number above."""
MORE_OFFERS = (
    "gradual_increase",
    "flexible_start",
    "few_contacts",
    "one_task_at_a_time",
    "written_instructions",
    "limited_walking",
    "low_pace",
    "low_noise",
    "no_customer_contact",
    "no_repetitive",
    "no_kneeling",
    "no_overhead",
    "no_ladder",
    "no_driving",
    "no_dust_chemicals",
    "indoor_temperature",
    "no_shift_work",
    "accessible_entrance",
)


def offer_labels(codes: tuple[str, ...]) -> dict[str, str]:
    return {code: ACCOMMODATIONS[code].label for code in codes}


class KindForm(PortalForm):
    kind = radios(
        _("Hvad kan I tilbyde?"),
        {code: label for code, (label, _hint) in KINDS.items()},
        _("Er I i tvivl, så vælg det, der ligger tættest på. Kommunen hjælper jer med resten."),
        hints={code: hint for code, (_label, hint) in KINDS.items()},
    )

    @staticmethod
    def known(posting: PostingRecord) -> dict[str, Any]:
        return {"kind": posting.kind}

    def answers(self) -> KindAnswers:
        return KindAnswers(self.kind.data)


class TaskForm(PortalForm):
    title = line(
        _("Overskrift på opslaget"), _("Skriv en kort overskrift. For eksempel hjælp på lageret."), autocomplete="off"
    )
    occupation = drop_down(
        _("Hvilket fag ligner det mest?"),
        dict(sorted(OCCUPATIONS.items(), key=lambda one: one[1])),
        _("Vælg et fag"),
    )
    tasks = words(
        _("Hvilke opgaver skal løses?"),
        _("Skriv mindst én opgave."),
        _("Skriv, hvad personen skal gøre, ikke hvordan personen skal være. Skriv én opgave på hver linje."),
    )
    competences_must = boxes(_("Det skal personen kunne fra første dag"), COMPETENCES, optional=True)
    competences_nice = boxes(_("Det er en fordel, men kan læres"), COMPETENCES, optional=True)
    languages = boxes(
        _("Sprog, som opgaverne ikke kan løses uden"),
        SPOKEN,
        _("Sæt kun kryds, hvis det er nødvendigt for opgaven."),
    )
    licences = boxes(_("Kørekort, som opgaverne ikke kan løses uden"), LICENCES)

    @staticmethod
    def known(posting: PostingRecord) -> dict[str, Any]:
        return vars(posting)

    def answers(self) -> TaskAnswers:
        return TaskAnswers(
            title=self.title.data.strip(),
            occupation=self.occupation.data,
            tasks=_lines(self.tasks.data),
            competences_must=self.competences_must.data,
            competences_nice=[code for code in self.competences_nice.data if code not in self.competences_must.data],
            languages=self.languages.data,
            licences=self.licences.data,
        )


def _lines(text: str) -> str:
    """One task a line, without empty ones."""
    return "\n".join(part.strip() for part in text.splitlines() if part.strip())


def _weekly(label: str, missing: str) -> DanishNumber:
    return DanishNumber(
        label,
        [Required(missing), Between(1, FULL_TIME, HOURS_SPAN)],
        render_kw={"suffix": _("timer om ugen"), "inputmode": "decimal"},
    )


class TimeForm(PortalForm):
    hours_min = _weekly(_("Færrest timer"), _("Skriv det færreste antal timer om ugen."))
    hours_max = _weekly(_("Flest timer"), _("Skriv det højeste antal timer om ugen."))
    weeks = WholeNumber(
        _("Hvor længe varer det?"),
        [Between(1, MOST_WEEKS, _("Skriv et tal fra 1 til %(most)s.", most=MOST_WEEKS))],
        render_kw={"suffix": _("uger")},
    )
    start_from = DateParts(_("Tidligste første dag"), [Required(DATE_FORM)], description=_("For eksempel 4 3 2027"))
    start_to = DateParts(
        _("Seneste første dag"), [Required(DATE_FORM)], description=_("Jo længere tid, jo flere kan vi foreslå.")
    )
    working_times = line(
        _("Hvornår på dagen og ugen?"),
        _("Skriv, hvornår der skal arbejdes."),
        (),
        _("For eksempel: mandag til torsdag mellem klokken 9 og 14."),
        autocomplete="off",
    )
    places = WholeNumber(
        _("Hvor mange pladser er der?"),
        [
            Required(_("Skriv, hvor mange pladser der er.")),
            Between(1, MOST_PLACES, _("Skriv et tal fra 1 til %(most)s.", most=MOST_PLACES)),
        ],
        render_kw={"suffix": _("pladser")},
    )

    @staticmethod
    def known(posting: PostingRecord) -> dict[str, Any]:
        if "tid" not in posting.steps_done and not posting.working_times:
            return {"places": 1}
        return vars(posting) | {"hours_min": typed(posting.hours_min), "hours_max": typed(posting.hours_max)}

    def fit(self, kind: str) -> None:
        """Praktik and løntilskud always end; the others may go on."""
        endless = kind not in WITH_END
        self.weeks.render_kw = {**self.weeks.render_kw, "optional": endless}
        if endless:
            self.weeks.description = _("Lad feltet stå tomt, hvis der ikke er en slutdato.")

    def answers(self) -> TimeAnswers:
        earliest: date | None = self.start_from.data
        latest: date | None = self.start_to.data
        assert earliest is not None
        assert latest is not None
        return TimeAnswers(
            hours_min=self.hours_min.number or 0,
            hours_max=self.hours_max.number or 0,
            weeks=self.weeks.data,
            start_from=earliest,
            start_to=latest,
            working_times=self.working_times.data.strip(),
            places=self.places.data,
        )


class NeedForm(PortalForm):
    lift_kg = DanishNumber(
        _("Hvor tungt er det tungeste, der skal løftes?"),
        [
            Required(_("Skriv 0, hvis der ikke skal løftes.")),
            Between(0, MOST_KG, _("Skriv et tal fra 0 til %(most)s.", most=MOST_KG)),
        ],
        description=_("Skriv 0, hvis der ikke skal løftes."),
        render_kw={"suffix": _("kg"), "inputmode": "decimal"},
    )
    hours_per_day = DanishNumber(
        _("Hvor lang er den længste dag?"),
        [
            Required(_("Skriv timer på den længste dag.")),
            Between(1, LONGEST_DAY, _("Skriv et tal fra 1 til %(most)s.", most=LONGEST_DAY)),
        ],
        render_kw={"suffix": _("timer"), "inputmode": "decimal"},
    )
    noise = radios(_("Hvor meget støj er der?"), NOISE)
    demands = boxes(
        _("Sådan er arbejdet også"), DEMANDS, _("Vælg alle, der passer. Så foreslår vi ikke nogen, det er svært for.")
    )
    offers = boxes(
        _("Hvad kan I tage hensyn til?"),
        offer_labels(OFFERS),
        _("Jo mere I kan give, jo flere kan vi foreslå."),
        optional=True,
    )
    more_offers = boxes(_("Flere hensyn, I kan tage"), offer_labels(MORE_OFFERS))

    @staticmethod
    def known(posting: PostingRecord) -> dict[str, Any]:
        if "hensyn" not in posting.steps_done and not posting.demands:
            return {}
        chosen = [code for code, value in posting.demands.items() if value is True and code in DEMANDS]
        chosen += ["extreme"] if posting.demands.get("temperature") == "extreme" else []
        chosen += ["stairs"] if posting.demands.get("step_free") is False else []
        return {
            "lift_kg": typed(posting.demands.get("lift_kg", 0)),
            "hours_per_day": typed(posting.demands.get("hours_per_day")),
            "noise": posting.demands.get("noise", "normal"),
            "demands": chosen,
            "offers": posting.offers,
            "more_offers": posting.offers,
        }

    def answers(self) -> NeedAnswers:
        chosen = self.demands.data
        demands: dict[str, Any] = {code: True for code in chosen if code not in NOT_FLAGS}
        demands |= {
            "lift_kg": self.lift_kg.number,
            "hours_per_day": self.hours_per_day.number,
            "noise": self.noise.data,
        }
        demands |= {"temperature": "extreme"} if "extreme" in chosen else {}
        demands |= {"step_free": False} if "stairs" in chosen else {}
        return NeedAnswers(demands, [*self.offers.data, *self.more_offers.data])


FORMS: dict[str, type[Any]] = {"form": KindForm, "opgaver": TaskForm, "tid": TimeForm, "hensyn": NeedForm}
