"""Names stand in the order of the Danish alphabet."""

from __future__ import annotations

from portal.domain.alphabet import danish_order


def test_danish_letters_come_last_and_aa_is_one_of_them() -> None:
    names = ["Åse", "Ørum", "Zenobia", "Æblegaard", "Aage", "anna", "Bo"]
    assert sorted(names, key=danish_order) == ["anna", "Bo", "Zenobia", "Æblegaard", "Ørum", "Aage", "Åse"]


def test_large_and_small_letters_are_alike() -> None:
    assert danish_order("HOLM") == danish_order("holm")
