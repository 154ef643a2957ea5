"""Occupations by DISCO-08 (= ISCO-08) with the Danish titles pages show, and the ways from an interest to them."""

from __future__ import annotations

from collections.abc import Iterable

OCCUPATIONS: dict[str, str] = {
    "1321": "Produktionsleder",
    "2421": "Projektleder eller proceskonsulent",
    "2423": "HR-konsulent",
    "2431": "Marketingkoordinator",
    "3313": "Regnskabsmedarbejder",
    "3322": "Salgskonsulent",
    "3323": "Indkøber",
    "3512": "IT-supporter",
    "4110": "Kontormedarbejder",
    "4222": "Kundeservicemedarbejder",
    "4226": "Receptionist",
    "4311": "Bogholder",
    "4313": "Lønbogholder",
    "4321": "Lagermedarbejder (registrering)",
    "5120": "Kok",
    "5153": "Pedel eller ejendomsservice",
    "5223": "Butiksmedarbejder",
    "5230": "Kasseassistent",
    "5246": "Kantinemedarbejder",
    "5311": "Pædagogmedhjælper",
    "5312": "Skoleassistent",
    "5321": "Social- og sundhedsassistent",
    "6113": "Gartner",
    "7115": "Tømrer eller snedker",
    "7231": "Mekaniker",
    "7411": "Elektriker",
    "8160": "Procesoperatør, fødevarer",
    "8322": "Chauffør (varevogn)",
    "8331": "Buschauffør",
    "8344": "Truckfører",
    "9112": "Rengøringsassistent",
    "9214": "Gartnerimedhjælper",
    "9329": "Produktionsmedarbejder",
    "9333": "Lagerarbejder",
    "9334": "Vareopfylder i butik",
    "9412": "Køkkenmedhjælper",
}

TRADES: dict[str, str] = {
    "13": "Ledelse i produktion",
    "24": "Projekter, HR og markedsføring",
    "33": "Regnskab, salg og indkøb",
    "35": "IT",
    "41": "Kontor",
    "42": "Kundeservice og reception",
    "43": "Bogholderi, løn og lagerstyring",
    "51": "Køkken og ejendomsservice",
    "52": "Butik",
    "53": "Børn, skole og omsorg",
    "61": "Gartneri",
    "71": "Byggeri",
    "72": "Mekanik",
    "74": "El",
    "81": "Maskiner i produktion",
    "83": "Transport",
    "91": "Rengøring",
    "92": "Grønne områder",
    "93": "Lager og produktion",
    "94": "Hjælp i køkkenet",
}
"""The groups of trades (DISCO-08 at two digits) that a recruitment specialist may know."""

INTEREST_PREFIXES: dict[str, tuple[str, ...]] = {
    "people": ("42", "53"),
    "office": ("41", "42", "43", "33"),
    "shop": ("52",),
    "kitchen": ("94", "51"),
    "warehouse": ("93", "43"),
    "craft": ("71", "72", "74"),
    "nature": ("61", "92"),
    "cleaning": ("91", "5153"),
    "teaching": ("53", "23"),
    "care": ("53", "22"),
    "open": (),
}


def occupations_for(interests: Iterable[str]) -> tuple[str, ...]:
    """Occupations that go with the interests a citizen ticked, most often pointed at first: a start for the talk."""
    prefixes = [prefix for code in interests for prefix in INTEREST_PREFIXES.get(code, ())]
    hits = {code: sum(code.startswith(p) for p in prefixes) for code in OCCUPATIONS}
    return tuple(sorted((code for code, count in hits.items() if count), key=lambda code: (-hits[code], code)))
