"""What goes wrong with names, counted by category: missed, wrong edges, wrong label, invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.gold import GoldMention, GoldReport
from models.evaluation.rows import Pairs
from nlp.types import LABELS, Label, Mention, Span

OPENING = frozenset("„\"»“‚'")
MISSED, EDGES, INVENTED = "missed", "wrong edges", "invented"
AS = "taken for {}"
CATEGORIES = (MISSED, EDGES, *(AS.format(label) for label in LABELS), INVENTED)


def name_errors(pairs: Pairs) -> dict[Label, Counter[str]]:
    """For each label how many names fall into each category; ``right`` for those found exactly.

    ``invented`` are names found where no name of that label stands; a name taken for another
    label counts with the label that it has.
    """
    counts: dict[Label, Counter[str]] = {label: Counter() for label in LABELS}
    for gold, analysis in pairs:
        for label, category in _judged(gold, analysis.mentions):
            counts[label][category] += 1
    return counts


def missed_by_setting(pairs: Pairs) -> dict[str, tuple[int, int]]:
    """PROJECT names by what stands around them: how many were found exactly, of how many."""
    found, wanted = Counter[str](), Counter[str]()
    for gold, analysis in pairs:
        right = {(m.start, m.end) for m in analysis.mentions if m.label == "PROJECT"}
        for mention in gold.mentions:
            if mention.label == "PROJECT":
                for setting in _settings(gold.text, mention):
                    wanted[setting] += 1
                    found[setting] += (mention.start, mention.end) in right
    return {setting: (found[setting], wanted[setting]) for setting in sorted(wanted)}


def _judged(gold: GoldReport, found: Sequence[Mention]) -> Iterator[tuple[Label, str]]:
    for wanted in gold.mentions:
        yield wanted.label, _category(wanted, found)
    for mention in found:
        if not any(w.overlaps(mention) and w.label == mention.label for w in gold.mentions):
            yield mention.label, INVENTED


def _category(wanted: GoldMention, found: Sequence[Mention]) -> str:
    near = [mention for mention in found if mention.overlaps(wanted)]
    own = [mention for mention in near if mention.label == wanted.label]
    if any((m.start, m.end) == (wanted.start, wanted.end) for m in own):
        return "right"
    if own:
        return EDGES
    return AS.format(near[0].label) if near else MISSED


def _settings(text: str, span: Span) -> Iterator[str]:
    quoted = text[span.start - 1 : span.start] in OPENING if span.start else False
    yield "in quotation marks" if quoted else "without quotation marks"
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[begin : end if end >= 0 else len(text)]
    if span.end - span.start >= len(line.strip()) * 0.8:
        yield "as a line of its own"
    elif not text[begin : span.start].strip(' •*·-–0123456789.)„"»>\t'):
        yield "at the start of a line"
    else:
        yield "within a line"
    name = span.of(text)
    yield "one word" if len(name.split()) == 1 else "several words"


def error_table(pairs: Pairs) -> str:
    """Both counts as Markdown tables."""
    counts = name_errors(pairs)
    lines = ["| label | names | right | " + " | ".join(CATEGORIES) + " |"]
    lines.append("| --- " * (3 + len(CATEGORIES)) + "|")
    for label, own in counts.items():
        names = sum(own.values()) - own[INVENTED]
        cells = " | ".join(str(own[category]) for category in CATEGORIES)
        lines.append(f"| {label} | {names} | {own['right']} | {cells} |")
    lines += ["", "| PROJECT names | found exactly | of |", "| --- | --- | --- |"]
    for setting, (found, wanted) in missed_by_setting(pairs).items():
        lines.append(f"| {setting} | {found / wanted:.2f} | {wanted} |")
    return "\n".join(lines) + "\n"
