"""How sure it is that a list of entries is what the report asks for: evidence is added up, each piece with its reason.

The weights are set by hand so that one strong sign (a label that says 提言) or two ordinary ones (a heading and the
words of the entries) pass the threshold, and a contrary heading outweighs the words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.corpus.importing.items import Draft, Group, region_tone
from briefer.corpus.importing.model import Reason
from briefer.corpus.importing.wording import Tone, is_reference
from briefer.corpus.importing.wording import asking as how_asking

_START = -2.2
_LABELLED = 3.4
_ASKS, _SUMS_UP, _SCENARIO, _OTHER = 2.2, 0.4, -1.2, -3.0
_INTRO = 0.8
_DECLARED, _DENIED = 0.8, -2.5
_WORDS = 2.2
_TITLED = 0.6
_COUNTED, _ALONE = 0.3, -0.9
_ALONE_STANDING = -0.7
_REFERENCES = -4.0


_HEADINGS = {
    Tone.ASKS: "reason.heading_asks",
    Tone.SUMS_UP: "reason.heading_sums_up",
    Tone.SCENARIO: "reason.heading_scenario",
    Tone.OTHER: "reason.heading_other",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The confidence of each entry, and the reasons they share."""

    confidences: tuple[float, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the whole report."""

    language: str
    declares: bool
    """Its title says that it asks for something."""
    denies: bool
    """It says that it makes no recommendation."""


def asks(drafts: Sequence[Draft], language: str) -> list[float]:
    """How much each entry asks for something, −1 to 1."""
    return [_asks(draft, language) for draft in drafts]


def judge(group: Group, drafts: Sequence[Draft], about: About, whole: Sequence[float] = ()) -> Verdict:
    """Weigh a list. ``whole`` is what the entries of its other sections ask for, where its numbers run on."""
    weighed: list[tuple[float, Reason]] = []

    def weigh(weight: float, code: str, **values: object) -> None:
        weighed.append((weight, Reason(code, values)))

    strong = group.family.partition(":")[0] in ("labelled", "bracketed", "english", "after")
    mark = next((draft.label for draft in drafts if draft.label), group.family.partition(":")[2])
    if strong:
        weigh(_LABELLED, "reason.labelled", mark=mark, found=len(drafts), of=group.length)
    elif group.length > 1:
        code = "reason.bullets" if group.family.startswith(("bullet", "dash")) else "reason.sequence"
        weigh(_COUNTED if group.length > 2 else 0.0, code, mark=mark, found=len(drafts), of=group.length)
    else:
        weigh(_ALONE, "reason.alone", mark=mark)
    tone = region_tone(group.section, group)
    weights = {Tone.ASKS: _ASKS, Tone.SUMS_UP: _SUMS_UP, Tone.SCENARIO: _SCENARIO, Tone.OTHER: _OTHER}
    if tone in weights:
        weigh(weights[tone], _HEADINGS[tone])
    if group.intro is Tone.ASKS:
        weigh(_INTRO, "reason.intro")
    if tone is Tone.NEUTRAL and not strong and not about.declares:
        weigh(_ALONE_STANDING, "reason.no_context")
    if about.declares:
        weigh(_DECLARED, "reason.declares")
    if about.denies and not strong:
        weigh(_DENIED, "reason.denies")
    asking = asks(drafts, about.language)
    if group.opened:
        asking = [max(0.6, ask) for ask in asking]  # the words that ask stand before the list
    mean = sum(asking) / len(asking)
    if len(whole) > len(asking):
        mean = (mean + sum(whole) / len(whole)) / 2
    weigh(
        _WORDS * mean,
        "reason.words" if mean > 0 else "reason.reports",
        share=round(100 * sum(ask > 0.5 for ask in asking) / len(asking)),
    )
    titled = sum(bool(draft.title.text) for draft in drafts) / len(drafts)
    if titled >= 0.6:
        weigh(_TITLED, "reason.titled")
    if sum(is_reference(draft.words) for draft in drafts) * 2 > len(drafts):
        weigh(_REFERENCES, "reason.references")
    base = _START + sum(weight for weight, _ in weighed)
    confidences = []
    for ask in asking:
        own = 0.8 * min(0.0, ask - mean)
        if not strong and about.language == "en" and ((mean > 0.2 and ask < 0) or (mean > 0.4 and ask < 0.3)):
            own -= 2.4
        elif not strong and mean > 0.3 and ask <= -0.5:
            own -= 1.4
        confidences.append(sigmoid(base + own))
    weighed.sort(key=lambda each: -abs(each[0]))
    return Verdict(tuple(confidences), tuple(reason for weight, reason in weighed if abs(weight) >= 0.2))


def _asks(draft: Draft, language: str) -> float:
    text = how_asking(draft.text.text, language)
    if not draft.title.text or draft.titled in ("bracket", "colon"):
        return text
    return max(text, how_asking(draft.title.text, language) if draft.titled == "line" else text)


def sigmoid(value: float) -> float:
    """A sum of evidence as a number between 0 and 1, to two digits."""
    return round(1 / (1 + math.exp(-value)), 2)
