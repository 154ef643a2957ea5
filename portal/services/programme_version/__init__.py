"""The programmes as dated versions: which rules count, and how a new version is written, approved and undone."""

from portal.services.programme_version.closing import CloseProgramme, close_programme
from portal.services.programme_version.criteria import (
    CriterionTexts,
    OwnQuestion,
    put_criterion,
    put_sources,
    remove_criterion,
)
from portal.services.programme_version.drafting import (
    BeginDraft,
    ChangeDraft,
    DiscardDraft,
    begin_draft,
    change_draft,
    discard_draft,
)
from portal.services.programme_version.exchange import CopyProgramme, ImportFile, copy_programme, import_file
from portal.services.programme_version.in_force import house_on, house_with, list_choices, parsed, with_programme
from portal.services.programme_version.publishing import (
    Cancel,
    Propose,
    Publish,
    RollBack,
    SendBack,
    before_rollback,
    cancel,
    flips_of,
    propose,
    publish,
    roll_back,
    send_back,
)
from portal.services.programme_version.routes import put_route, remove_route
from portal.services.programme_version.rulebook import RuleBook

__all__ = [
    "BeginDraft",
    "Cancel",
    "ChangeDraft",
    "CloseProgramme",
    "CopyProgramme",
    "CriterionTexts",
    "DiscardDraft",
    "ImportFile",
    "OwnQuestion",
    "Propose",
    "Publish",
    "RollBack",
    "RuleBook",
    "SendBack",
    "before_rollback",
    "begin_draft",
    "cancel",
    "change_draft",
    "close_programme",
    "copy_programme",
    "discard_draft",
    "flips_of",
    "house_on",
    "house_with",
    "import_file",
    "list_choices",
    "parsed",
    "propose",
    "publish",
    "put_criterion",
    "put_route",
    "put_sources",
    "remove_criterion",
    "remove_route",
    "roll_back",
    "send_back",
    "with_programme",
]
