"""Free text that looks like a personal number or a diagnosis gets a kind word afterwards. It is never a block."""

from __future__ import annotations

import re

from portal.domain.values import looks_like_cpr

CPR_WARNING = "Det ligner et CPR-nummer. Slet det gerne. Vi har det allerede."
HEALTH_WARNING = "Skriv helst ikke diagnoser her. Fortæl i stedet, hvad der hjælper dig."
DIAGNOSES = re.compile(
    r"\b(adhd|angst\w*|apopleksi|artrose|asperger\w*|astma|autis\w+|bipolar\w*|blodprop\w*|borderline|cancer|depression\w*"
    r"|deprimeret|diabetes|diagnose\w*|diskusprolaps|epilepsi|fibromyalgi|funktionel lidelse|gigt|hiv|hjernerystelse\w*"
    r"|hjertesvigt|kol|kræft\w*|leddegigt|migræne|misbrug\w*|ocd|prolaps|psykose|psykotisk|ptsd|sclerose|sklerose"
    r"|skizofreni|slidgigt|spiseforstyrrelse\w*|stress-?sygemeldt|tinnitus)\b",
    re.IGNORECASE,
)


def text_warnings(*texts: str | None) -> tuple[str, ...]:
    """The warnings these texts call for, each once."""
    whole = "\n".join(text for text in texts if text)
    found = []
    if looks_like_cpr(whole):
        found.append(CPR_WARNING)
    if DIAGNOSES.search(whole):
        found.append(HEALTH_WARNING)
    return tuple(found)
