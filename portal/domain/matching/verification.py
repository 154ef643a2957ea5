"""Checks a result against its instance without trusting the one who made it (matching.md 1.4).

One pass over all pairs of citizens and postings: the limits and the score are reckoned afresh, each feasible pair is
held against the prices, and the prices' sum against what the result is worth. When that fits, no better result
exists. A wrong number anywhere, in a score, a pair, a price, a reason, is rejected with a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NoReturn

import numpy as np

from portal.domain.matching.digest import input_digest
from portal.domain.matching.model import Citizen, Instance, Place, Weights, told
from portal.domain.matching.verification_reasons import Reasons
from portal.domain.matching.verification_rules import Rules
from portal.domain.matching.verification_specialists import check_specialists

PART_NAMES = tuple(field.name for field in fields(Weights) if field.name != "version")


class Rejected(ValueError):
    """The result is not right; the text says what is wrong, in Danish."""

    def __init__(self, sentence: str) -> None:
        super().__init__(told(sentence))


def verify(instance: Instance, document: Any) -> None:
    """Does nothing for a right result, raises Rejected for any other. `document` is the RESULT file as read."""
    try:
        _Check(instance, document).run()
        check_specialists(instance, document["specialists"], reject)
    except Rejected:
        raise
    except KeyError as error:
        raise Rejected(f"Resultatet har ikke den rette form: {error} mangler eller er ukendt.") from error
    except (TypeError, AttributeError, IndexError, OverflowError, ValueError, RecursionError) as error:
        raise Rejected(f"Resultatet har ikke den rette form ({type(error).__name__}: {error}).") from error


def reject(sentence: str) -> NoReturn:
    """Every rejection goes through here."""
    raise Rejected(sentence)


def _whole(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        reject(f"{name} er ikke et helt tal.")
    return value


class _Check:
    """One instance and one document, and what has been found so far."""

    def __init__(self, instance: Instance, document: Mapping[str, Any]) -> None:
        self.instance, self.document, self.rules = instance, document, Rules(instance)
        self.citizens = {c.id: c for c in instance.citizens}
        self.postings = {p.id: p for p in instance.places}
        self.row = {p.id: row for row, p in enumerate(instance.places)}
        self.base = 1_000_001 * len(instance.citizens)
        self.pairs: dict[str, Mapping[str, Any]] = {}
        self.kept: dict[str, str] = {}
        self.dropped = {(row["citizen"], row["posting"]): row["limits"] for row in document["keep_dropped"]}
        certificate = document["certificate"]
        self.prices = {
            side: {name: _whole(price, f"Prisen for {name}") for name, price in certificate[side].items()}
            for side in ("citizens", "postings", "workplaces")
        }
        self.wanted = np.zeros(len(self.postings), dtype=np.int64)

    def run(self) -> None:
        """From the cheap to the thorough."""
        if self.document.get("input_digest", input_digest(self.instance)) != input_digest(self.instance):
            reject("Resultatet hører til en anden fil.")
        self._read_pairs()
        self._read_kept()
        self._check_capacities()
        self._check_price_lists()
        self.reasons = Reasons(self.rules, self.document, self.pairs, reject)
        for citizen in self.instance.citizens:
            self._check_citizen(citizen)
        self.reasons.check_postings()
        self._check_bound()

    def _read_pairs(self) -> None:
        """Known ids, nobody twice, and the two sums."""
        for pair in self.document["pairs"]:
            who, where = pair["citizen"], pair["posting"]
            if who not in self.citizens or where not in self.postings:
                reject(f"Parret {who} og {where} er ikke i filen.")
            if who in self.pairs:
                reject(f"Borgeren {who} står i to par.")
            self.pairs[who] = pair
        total = sum(_whole(pair["score"], "Et parrets point") for pair in self.document["pairs"])
        if (self.document["matched"], self.document["total"]) != (len(self.pairs), total):
            reject("Antal par eller point i alt passer ikke med listen af par.")

    def _read_kept(self) -> None:
        """Which pairs were fixed, and which of those to keep could not be."""
        for pair in self.instance.keep:
            if (pair.citizen_id, pair.place_id) not in self.dropped:
                self.kept[pair.citizen_id] = pair.place_id
        unknown = set(self.dropped) - {(pair.citizen_id, pair.place_id) for pair in self.instance.keep}
        if unknown or len(self.dropped) != len(self.document["keep_dropped"]):
            reject("Listen over par, der ikke kunne beholdes, er ikke den rette.")
        for who, found in self.pairs.items():
            if found.get("kept", who in self.kept) != (who in self.kept):
                reject(f"Det er forkert angivet, om parret for {who} var fast.")

    def _check_capacities(self) -> None:
        """No posting and no workplace has more than it can take."""
        taken = Counter(pair["posting"] for pair in self.pairs.values())
        at_work = Counter(self.postings[pair["posting"]].company.p_number for pair in self.pairs.values())
        kept = Counter(self.kept.values())
        kept_at_work = Counter(self.postings[name].company.p_number for name in self.kept.values())
        self.room = {name: p.places - kept[name] for name, p in self.postings.items()}
        caps: dict[str, int] = {}
        for posting in self.instance.places:
            if posting.workplace_places is not None:
                number = posting.company.p_number
                caps[number] = min(posting.workplace_places, caps.get(number, posting.workplace_places))
        self.work_room = {number: cap - kept_at_work[number] for number, cap in caps.items()}
        for name, count in taken.items():
            if count > self.postings[name].places:
                reject(f"Opslaget {name} har fået flere, end der er pladser.")
        for number, cap in caps.items():
            if at_work[number] > cap:
                reject(f"Arbejdsstedet {number} har fået flere, end der er plads til.")

    def _check_price_lists(self) -> None:
        """A whole price, 0 or more, for everybody and everything, and for nothing else."""
        wanted = {"citizens": {*self.citizens}, "postings": {*self.postings}, "workplaces": {*self.work_room}}
        for side, names in wanted.items():
            if self.prices[side].keys() != names:
                reject(f"Beviset har ikke netop én pris for hver ({side}).")
            for name, price in self.prices[side].items():
                if price < 0:
                    reject(f"Prisen for {name} er under 0.")
        if self.document["certificate"]["base"] != self.base:
            reject("Bevisets grundtal er ikke det rette.")
        self.price_here = np.array([self._price(p) for p in self.instance.places], dtype=np.int64)

    def _price(self, posting: Place) -> int:
        return self.prices["postings"][posting.id] + self.prices["workplaces"].get(posting.company.p_number, 0)

    def _check_citizen(self, citizen: Citizen) -> None:
        """All of one citizen's pairs: feasible or not, what they are worth, and that none beats the prices."""
        failures = self.rules.failures(citizen)
        possible = np.flatnonzero(~np.any(list(failures.values()), axis=0))
        values = self.rules.values(citizen, possible)
        points = np.zeros(len(possible), dtype=np.int64)
        for name in PART_NAMES:
            points += getattr(self.instance.weights, name) * values[name]
        at = {int(row): position for position, row in enumerate(possible)}
        self._check_kept(citizen, failures)
        if citizen.id in self.pairs:
            self._check_pair(citizen, at, values, points)
        self.reasons.check_citizen(citizen, failures, possible, points)
        if citizen.id in self.kept:
            if self.prices["citizens"][citizen.id] != 0:
                reject(f"{citizen.id} er i et fast par og skal have prisen 0.")
            return
        left = self.base + points - self.prices["citizens"][citizen.id]
        if (left > self.price_here[possible]).any():
            row = int(possible[int(np.argmax(left - self.price_here[possible]))])
            reject(f"Parret {citizen.id} og {self.instance.places[row].id} slår priserne i beviset.")
        self.wanted[possible] = np.maximum(self.wanted[possible], left)

    def _check_kept(self, citizen: Citizen, failures: Mapping[str, Any]) -> None:
        """A kept pair stands if no limit fails, and is dropped with the right limits if one does."""
        for pair in self.instance.keep:
            if pair.citizen_id == citizen.id:
                limits = [name for name, flags in failures.items() if flags[self.row[pair.place_id]]]
                if limits != list(self.dropped.get((citizen.id, pair.place_id), [])):
                    reject(f"Det faste par for {citizen.id} er ikke behandlet rigtigt.")
                if not limits and self.pairs.get(citizen.id, {}).get("posting") != pair.place_id:
                    reject(f"Det faste par for {citizen.id} er ikke holdt.")

    def _check_pair(self, citizen: Citizen, at: Mapping[int, int], values: Mapping[str, Any], points: Any) -> None:
        """The pair is feasible, its score and each part are right, and so is what a person must judge."""
        pair = self.pairs[citizen.id]
        posting = self.postings[pair["posting"]]
        if self.row[posting.id] not in at:
            reject(f"Parret {citizen.id} og {posting.id} er ikke muligt.")
        position = at[self.row[posting.id]]
        parts = {name: getattr(self.instance.weights, name) * int(values[name][position]) for name in PART_NAMES}
        if pair["score"] != int(points[position]) or pair["parts"] != parts:
            reject(f"Point for {citizen.id} og {posting.id} er ikke rigtige.")
        if pair["judge"] != self.rules.unclear(citizen, posting):
            reject(f"Det er forkert, hvad der skal vurderes for {citizen.id} og {posting.id}.")

    def _check_bound(self) -> None:
        """The prices' sum is the bound, and the bound is what the pairs outside the kept ones are worth."""
        free = [pair["score"] for who, pair in self.pairs.items() if who not in self.kept]
        bound = (
            sum(self.prices["citizens"].values())
            + sum(self.room[name] * price for name, price in self.prices["postings"].items())
            + sum(self.work_room[number] * price for number, price in self.prices["workplaces"].items())
        )
        if self.document["certificate"]["bound"] != bound:
            reject("Bevisets sum er ikke summen af priserne.")
        if bound != self.base * len(free) + sum(free):
            reject("Priserne beviser ikke, at resultatet er det bedste.")
        self._check_prices_of_nothing()

    def _check_prices_of_nothing(self) -> None:
        """What has no room is outside the sum, so its price must be the smallest that works."""
        for number, room in self.work_room.items():
            if room == 0:
                here = [p.id for p in self.instance.places if p.company.p_number == number and self.room[p.id] > 0]
                needed = max((int(self.wanted[self.row[name]]) for name in here), default=0)
                if self.prices["workplaces"][number] != needed:
                    reject(f"Prisen for arbejdsstedet {number} er ikke den mindste mulige.")
        for name, posting in self.postings.items():
            if self.room[name] == 0:
                work = self.prices["workplaces"].get(posting.company.p_number, 0)
                if self.prices["postings"][name] != max(0, int(self.wanted[self.row[name]]) - work):
                    reject(f"Prisen for opslaget {name} er ikke den mindste mulige.")
