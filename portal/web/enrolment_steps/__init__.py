"""The six steps of an enrolment as pages: the same for who fills them in alone, together with staff, or to correct."""

from portal.web.enrolment_steps.answers import Group, Row, label_of, sent_groups, step_group
from portal.web.enrolment_steps.forms import FORMS
from portal.web.enrolment_steps.pages import StepPage, group_names, headings, kept, named_step, of_step, step_page, tell

__all__ = [
    "FORMS",
    "Group",
    "Row",
    "StepPage",
    "group_names",
    "headings",
    "kept",
    "label_of",
    "named_step",
    "of_step",
    "sent_groups",
    "step_group",
    "step_page",
    "tell",
]
