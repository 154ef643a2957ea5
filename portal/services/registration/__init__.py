"""A company's way into the portal: the register, the workplace's numbers, specialists, safety, and sending it in."""

from portal.services.registration.asking import AnsweredRegister
from portal.services.registration.company import (
    Contact,
    OpenCompany,
    ReadSafety,
    Receipt,
    ReplyToQuestion,
    SubmitCompany,
    contact_of,
    missing_step,
    open_company,
    read_safety,
    receipt_of,
    reply_to_question,
    submit,
    vouched_cvr,
)
from portal.services.registration.editing import OVER
from portal.services.registration.specialists import (
    RemoveSpecialist,
    SaveSpecialist,
    remove_specialist,
    save_specialist,
)
from portal.services.registration.workplace import (
    AddSupported,
    RemoveSupported,
    SaveWorkplace,
    add_supported,
    remove_supported,
    save_workplace,
)

__all__ = [
    "OVER",
    "AddSupported",
    "AnsweredRegister",
    "Contact",
    "OpenCompany",
    "ReadSafety",
    "Receipt",
    "RemoveSpecialist",
    "RemoveSupported",
    "ReplyToQuestion",
    "SaveSpecialist",
    "SaveWorkplace",
    "SubmitCompany",
    "add_supported",
    "contact_of",
    "missing_step",
    "open_company",
    "read_safety",
    "receipt_of",
    "remove_specialist",
    "remove_supported",
    "reply_to_question",
    "save_specialist",
    "save_workplace",
    "submit",
    "vouched_cvr",
]
