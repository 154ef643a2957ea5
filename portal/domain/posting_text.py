"""Words a posting must not use: it tells what is to be done, not what a person should be.

A posting may not ask for or prefer an age, a state of health, an origin or a belief (forskelsbehandlingsloven § 5) or a
sex (ligebehandlingsloven § 6). Because a finding blocks, the words are chosen narrowly: "hjælpe unge" and "friske
blomster" are tasks, "ung" and "frisk" about the applicant are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """What the law protects."""

    AGE = "age"
    GENDER = "gender"
    HEALTH = "health"
    ORIGIN = "origin"


DISCRIMINATION_ACT = "forskelsbehandlingsloven § 5"
EQUAL_TREATMENT_ACT = "ligebehandlingsloven § 6"

REASONS: dict[Ground, tuple[str, str]] = {
    Ground.AGE: ("alder", DISCRIMINATION_ACT),
    Ground.HEALTH: ("helbred", DISCRIMINATION_ACT),
    Ground.ORIGIN: ("baggrund", DISCRIMINATION_ACT),
    Ground.GENDER: ("køn", EQUAL_TREATMENT_ACT),
}

WRITE_TASKS = "Skriv opgaverne i stedet. For eksempel: pluk, pakning, løft op til 10 kg."
WRITE_DEMANDS = "Skriv, hvad arbejdet kræver. For eksempel: løft op til 10 kg, stå og gå det meste af dagen."
WRITE_LANGUAGE = "Skriv, hvad sproget skal bruges til. For eksempel: tale dansk med kunder i telefonen."
WRITE_FOR_ALL = "Skriv en stilling, der dækker alle. For eksempel: medarbejder."


@dataclass(frozen=True)
class Finding:
    """A word that cannot stand, why, and what to write instead."""

    word: str
    ground: Ground
    better: str

    @property
    def citation(self) -> str:
        return REASONS[self.ground][1]

    @property
    def text(self) -> str:
        """The whole message about this one word."""
        return explain((self,))


def explain(findings: Sequence[Finding]) -> str:
    """One message for all the words: what they are about, the law, and what to write instead."""
    words = _and([f"»{finding.word}«" for finding in findings])
    about = _and(list(dict.fromkeys(REASONS[finding.ground][0] for finding in findings)))
    laws = _and(list(dict.fromkeys(finding.citation for finding in findings)))
    titles = [finding.better for finding in findings[1:] if finding.better in INSTEAD]
    better = " ".join(dict.fromkeys([findings[0].better, *titles]))
    return f"{words} handler om {about}. Det må et opslag ikke stille krav om ({laws}). {better}"


def _and(parts: Sequence[str]) -> str:
    """a; a og b; a, b og c"""
    return " og ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


@dataclass(frozen=True)
class _Rule:
    ground: Ground
    pattern: re.Pattern[str]
    better: str


def _rule(ground: Ground, pattern: str, better: str) -> _Rule:
    return _Rule(ground, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), better)


_FRESH_THINGS = (
    "frugt|grønt|grøntsager|brød|rugbrød|fisk|blomster|varer|råvarer|mad|kød|luft|kaffe|urter|krydderurter|bær|æg|juice|"
    "smørrebrød|salat|salater|pasta|vand|op|maling|planter|ingredienser|dejligt"
)
_PEOPLE_WANTED = (
    "mennesker|medarbejdere|medarbejder|kolleger|kollega|kræfter|folk|talenter|hænder|mand|mænd|kvinder|person"
)
_NO_MORE_THAN = "max|maks|maximum|maksimum|højst|under|ikke over|ikke ældre end|yngre end|ældre end|over"
_NOT_OF_OTHERS = r"(?<!borgere )(?<!beboere )(?<!gæster )(?<!kunder )"
"""The tasks may be for people of an age."""
_GROWN_UP = "(?:1[89]|[2-9][0-9])"
_YEARS = r"\s*år(?!\s*(?:erfaring|garanti))"

_MEN_AND_WOMEN: dict[str, str] = {
    "lagermand": "lagermedarbejder",
    "altmuligmand": "servicemedarbejder",
    "handymand": "servicemedarbejder",
    "arbejdsmand": "medarbejder",
    "havemand": "gartnerimedhjælper",
    "rengøringsdame": "rengøringsassistent",
    "rengøringskone": "rengøringsassistent",
    "kontordame": "kontormedarbejder",
    "kontormus": "kontormedarbejder",
    "kantinedame": "kantinemedarbejder",
    "kantinemutter": "kantinemedarbejder",
    "køkkendame": "køkkenmedhjælper",
    "køkkenpige": "køkkenmedhjælper",
    "stuepige": "hotelmedarbejder",
    "servitrice": "tjener",
    "bydreng": "bud",
    "sekretærinde": "sekretær",
    "ekspeditrice": "butiksmedarbejder",
}

INSTEAD_OF = {word: f"Skriv »{better}« i stedet." for word, better in _MEN_AND_WOMEN.items()}
INSTEAD = frozenset(INSTEAD_OF.values())

RULES: tuple[_Rule, ...] = (
    _rule(Ground.AGE, r"ung|yngre|ungdommelige?|ungt\s+(?:team|hold|miljø)", WRITE_TASKS),
    _rule(Ground.AGE, rf"unge(?=\s*,|\s+(?:og\s+\w+\s+)?(?:{_PEOPLE_WANTED}|søges))", WRITE_TASKS),
    _rule(Ground.AGE, rf"{_NOT_OF_OTHERS}(?:{_NO_MORE_THAN})\.?\s*{_GROWN_UP}(?:{_YEARS}|\s*-?\s*årig)", WRITE_TASKS),
    _rule(
        Ground.AGE, rf"(?:mellem\s+)?{_GROWN_UP}\s*(?:-|–|til|og)\s*{_GROWN_UP}(?:{_YEARS}|\s*-?\s*årige?)", WRITE_TASKS
    ),
    _rule(Ground.AGE, rf"{_GROWN_UP}\s*-?\s*årige?", WRITE_TASKS),
    _rule(Ground.AGE, r"pensionist|pensionister\s+søges|aldersgrænse", WRITE_TASKS),
    _rule(Ground.HEALTH, rf"friske?(?!\s+(?:{_FRESH_THINGS})(?!\w))", WRITE_DEMANDS),
    _rule(Ground.HEALTH, r"raske?|sund\s+og\s+rask|godt\s+helbred|sundt\s+helbred", WRITE_DEMANDS),
    _rule(
        Ground.HEALTH, r"fysisk\s+(?:stærk|fit|robust)|god\s+fysik|(?:er|være)\s+i\s+god\s+form|topform", WRITE_DEMANDS
    ),
    _rule(Ground.HEALTH, r"(?:lavt|intet|ingen|uden)\s+sygefravær|aldrig\s+syg|ikke\s+syg", WRITE_DEMANDS),
    _rule(
        Ground.HEALTH,
        r"(?:uden|ingen|ikke)\s+(?:\w+\s+)?(?:handicap|handicappet|handicappede|skavanker|sygdomme|diagnoser?)",
        WRITE_DEMANDS,
    ),
    _rule(
        Ground.AGE,
        rf"(?:ikke\s+)?(?:ældre|yngre)\s+end\s+{_GROWN_UP}(?!\s*(?:dage|uger|måneder|timer|minutter))",
        WRITE_TASKS,
    ),
    _rule(
        Ground.HEALTH,
        r"(?:uden|ingen|ikke)\s+(?:(?:fysiske|psykiske)\s+(?:eller\s+\w+\s+)?(?:begrænsninger|problemer|lidelser)"
        r"|helbredsproblemer|overvægtige?)",
        WRITE_DEMANDS,
    ),
    _rule(Ground.GENDER, r"(?:ikke|ingen)\s+gravide?|gravide\s+(?:kan|må|skal|bør)\s+ikke", WRITE_DEMANDS),
    _rule(Ground.GENDER, r"pige\s+fredag", WRITE_FOR_ALL),
    _rule(Ground.ORIGIN, r"født\s+i\s+danmark|(?:ikke-)?vestlig\s+(?:baggrund|oprindelse)", WRITE_LANGUAGE),
    _rule(Ground.ORIGIN, r"(?:ikke|uden|ingen)\s+(?:\w+\s+)?tørklæde", WRITE_TASKS),
    _rule(
        Ground.GENDER,
        r"(?:mand|kvinde|mandlige?|kvindelige?)(?!\s+(?:kunder|borgere|beboere|gæster|patienter))",
        WRITE_FOR_ALL,
    ),
    _rule(
        Ground.GENDER,
        r"(?:kun|helst|udelukkende)\s+(?:for\s+)?(?:mænd|kvinder|piger|drenge|damer|herrer)",
        WRITE_FOR_ALL,
    ),
    _rule(Ground.GENDER, r"(?:en|ung|sød|flink|rar|stærk|frisk)\s+(?:pige|dame|fyr|dreng|herre)", WRITE_FOR_ALL),
    _rule(Ground.ORIGIN, r"modersmål|uden\s+accent|(?:ingen|uden)\s+dialekt", WRITE_LANGUAGE),
    _rule(
        Ground.ORIGIN,
        r"(?:etnisk|indfødte?)\s+danske?r?e?|danskere?|dansk\s+(?:baggrund|oprindelse|statsborger\w*)",
        WRITE_LANGUAGE,
    ),
    _rule(
        Ground.ORIGIN,
        r"(?:ikke|ingen|uden)\s+(?:indvandrere?|udlændinge?|flygtninge?|muslimer?|tørklæde)",
        WRITE_LANGUAGE,
    ),
    _rule(Ground.ORIGIN, r"kristen|muslimsk?|troende", WRITE_TASKS),
    *(_rule(Ground.GENDER, f"{word}(?:en|er)?", better) for word, better in INSTEAD_OF.items()),
)


def check_posting_text(*texts: str) -> tuple[Finding, ...]:
    """The words in the texts that ask for an age, a sex, a health or an origin, in the order they stand, each once.

    A posting with a finding is not sent on (forskelsbehandlingsloven § 5; ligebehandlingsloven § 6).
    """
    found: dict[str, Finding] = {}
    for text in texts:
        for _, finding in sorted(_findings(text), key=lambda hit: hit[0]):
            found.setdefault(finding.word.lower(), finding)
    return tuple(found.values())


def _findings(text: str) -> list[tuple[int, Finding]]:
    """Every hit with its place. A longer hit swallows the shorter ones inside it."""
    hits = [(m.start(), m.end(), rule) for rule in RULES for m in rule.pattern.finditer(text)]
    whole = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
    return [(start, Finding(" ".join(text[start:end].split()), rule.ground, rule.better)) for start, end, rule in whole]


def _inside(hit: tuple[int, int, _Rule], other: tuple[int, int, _Rule]) -> bool:
    return (other[0] <= hit[0] and hit[1] <= other[1]) and (other[1] - other[0]) > (hit[1] - hit[0])
