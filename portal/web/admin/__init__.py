"""Pages for administrators and programme managers: rules, settings and totals, never anybody's case."""

from portal.web.admin import (
    bench,
    common_questions,
    criteria,
    draft,
    fairness,
    frame,
    law,
    new,
    overview,
    programmes,
    question_trial,
    question_words,
    questions,
    routes,
    texts,
    weights,
    weights_draft,
)
from portal.web.admin.blueprint import admin

BLUEPRINTS = (admin,)

__all__ = [
    "BLUEPRINTS",
    "admin",
    "bench",
    "common_questions",
    "criteria",
    "draft",
    "fairness",
    "frame",
    "law",
    "new",
    "overview",
    "programmes",
    "question_trial",
    "question_words",
    "questions",
    "routes",
    "texts",
    "weights",
    "weights_draft",
]
