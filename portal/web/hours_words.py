"""The hours of a proposal in plain words: where they begin, and how they rise. The same words for everybody."""

from __future__ import annotations

from itertools import pairwise

from portal.domain.hours import HoursStep
from portal.web.i18n import gettext as _
from portal.web.i18n import number


def hours_in_short(steps: tuple[HoursStep, ...]) -> str:
    """One line for cards and headings."""
    first, last = steps[0], steps[-1]
    if len(steps) == 1:
        return _("%(hours)s timer om ugen", hours=number(first.hours))
    if all(now.hours < after.hours for now, after in pairwise(steps)):
        return _(
            "Begynder med %(first)s timer om ugen og stiger til %(last)s",
            first=number(first.hours),
            last=number(last.hours),
        )
    return _("Begynder med %(first)s timer om ugen. Timerne ændrer sig undervejs.", first=number(first.hours))


def hours_lines(steps: tuple[HoursStep, ...]) -> tuple[str, ...]:
    """One line for each step, in the placement's own weeks; none where the hours stay the same."""
    if len(steps) == 1:
        return ()
    lines = []
    for now, after in pairwise([*steps, None]):
        assert now is not None
        hours = number(now.hours)
        if after is None:
            lines.append(_("Fra uge %(week)s: %(hours)s timer om ugen", week=now.week, hours=hours))
        elif after.week - 1 == now.week:
            lines.append(_("Uge %(week)s: %(hours)s timer om ugen", week=now.week, hours=hours))
        else:
            lines.append(
                _("Uge %(first)s–%(last)s: %(hours)s timer om ugen", first=now.week, last=after.week - 1, hours=hours)
            )
    return tuple(lines)
