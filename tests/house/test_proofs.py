"""Where each acceptance check of the citizen's way is proved. What is not named here is not proved by a test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ENROLMENT = (
    "browser/test_enrolment_promises.py::test_u09_u10_u19_u22_u23_u26_an_enrolment_from_the_first_step_to_leaving"
)
TESTS = Path(__file__).resolve().parents[1]
PROOFS = {
    "U01 the check, unemployed": "browser/test_journey.py::test_the_main_job_from_the_front_page_to_a_planned_placement",
    "U02 the check, on sick leave": "browser/test_enrolment_promises.py::test_u02_the_check_of_somebody_on_sick_leave",
    "U03 taps; seconds are measured by bench/pages_speed.py": "browser/test_enrolment_promises.py::"
    "test_u06_u03_every_answer_is_one_tap_and_the_result_says_what_it_is",
    "U04 every combination of answers": "web/test_check_paths.py::"
    "test_every_path_ends_in_one_result_that_guides_and_shuts_no_door",
    "U04 every combination, pressed": "browser/test_every_answer.py::test_u04_every_combination_of_answers",
    "U04 every result, pressed": "browser/test_every_answer.py::test_u04_an_answer_of_each_kind",
    "U05 anonymous": "browser/test_promises.py::test_u05_the_check_is_anonymous",
    "U06 guidance is stated": "browser/test_enrolment_promises.py::"
    "test_u06_u03_every_answer_is_one_tap_and_the_result_says_what_it_is",
    "U06 on every result": "web/test_check_paths.py::test_every_path_ends_in_one_result_that_guides_and_shuts_no_door",
    "U07 back keeps the answers": "browser/test_promises.py::test_u07_going_back_keeps_the_answers",
    "U08 refresh": "browser/test_promises.py::test_u08_reloading_changes_nothing",
    "U09 double submit": ENROLMENT,
    "U09 the same post again": "web/test_citizen_enrolment.py::"
    "test_check_35_the_same_form_sent_twice_leads_to_the_same_receipt",
    "U10 two tabs": ENROLMENT,
    "U10 two at once": "services/test_enrolment_submit.py::test_sending_twice_gives_the_first_receipt",
    "U11 without JavaScript": "browser/test_journey.py::test_the_main_job_from_the_front_page_to_a_planned_placement",
    "U12 320 px": "browser/test_every_shape.py::test_u12_u13_u28_every_citizen_page_in_every_shape",
    "U13 target size": "browser/test_every_shape.py::test_u12_u13_u28_every_citizen_page_in_every_shape",
    "U14 the first screen": "browser/test_pages.py::test_the_first_screen_shows_what_to_do",
    "U15 axe": "browser/test_pages.py::test_the_open_pages",
    "U16 focus": "browser/test_error_states.py::test_an_empty_step_and_an_impossible_date",
    "U17 errors": "browser/test_error_states.py::test_an_empty_step_and_an_impossible_date",
    "U18 keyboard only": "browser/test_promises.py::test_u18_the_check_by_keyboard_alone",
    "U19 save and resume": ENROLMENT,
    "U19 kept while written": "browser/test_weak_network.py::test_u19_what_is_written_is_kept_by_itself",
    "U20 time-out": "browser/test_session_warning.py::"
    "test_u20_warned_after_25_minutes_logged_off_after_30_and_back_on_the_same_step",
    "U21 slow": "browser/test_weak_network.py::test_u21_a_slow_answer_says_so_and_one_press_is_enough",
    "U21 offline": "browser/test_weak_network.py::test_u21_without_connection_nothing_is_lost_and_it_is_tried_again",
    "U22 check answers": ENROLMENT,
    "U23 receipt": ENROLMENT,
    "U23 the receipt on paper": "web/test_papers.py::test_u23_the_receipt_is_a_tagged_paper_with_number_time_and_next_step",
    "U24 a no": "browser/test_proposal_promises.py::test_u24_a_no_takes_three_taps_no_reason_and_meets_no_hard_word",
    "U24 a changed answer": "browser/test_proposal_promises.py::"
    "test_u24_a_yes_can_be_changed_until_the_company_has_looked",
    "U25 privacy in the match": "browser/test_proposal_promises.py::"
    "test_u25_before_both_say_yes_no_page_of_the_company_tells_who_it_is",
    "U25 in every state, and every button": "web/test_employer_privacy.py::test_no_page_of_a_company_tells_who_it_is",
    "U26 withdraw": ENROLMENT,
    "U26 leaving and coming back": "web/test_citizen_my_page.py::test_leaving_and_coming_back",
    "U27 language": "house/test_language.py::test_u27_a_text_is_easy_to_read",
    "U27 spelling": "house/test_language.py::test_u27_every_word_is_spelled_right",
    "U28 every shape": "browser/test_every_shape.py::test_u12_u28_the_open_pages_in_every_shape",
    "U29 print": "browser/test_every_shape.py::test_u29_what_is_printed_is_the_text_and_nothing_to_press",
    "U31 a shared telephone": "browser/test_promises.py::test_u31_a_telephone_that_is_shared",
    "U32 nothing after leaving": "browser/test_promises.py::test_u32_after_leaving_the_way_back_shows_nothing",
    "U33 text messages": "house/test_telephone_texts.py::test_u33_an_sms_is_short_and_says_nothing_private",
    "U34 moves that are not listed": "domain/test_workflow.py::test_a_move_is_listed_or_illegal",
}


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_the_proof_is_there(proof: str) -> None:
    file, name = proof.split("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_a_test_that_carries_a_number_is_in_the_table() -> None:
    numbered = {
        f"{path.relative_to(TESTS)}::{node.name}"
        for path in TESTS.rglob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_u") and node.name[6:8].isdigit()
    }
    shown = {proof.split("::")[0] for proof in PROOFS.values()}
    assert {one.split("::")[0] for one in numbered} - shown == set()
