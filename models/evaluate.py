"""Quality of the analysis against gold annotation, beside baselines, held to floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.gold import REPORTS, GoldReport, read_gold, read_seeds, split
from models.metrics import Counts, exact, matched, mean, ndcg, overlap, total
from nlp.gazetteer import name_key
from nlp.names_rules import rule_mentions
from nlp.places import find_places
from nlp.projects import group_projects
from nlp.segment import blocks, sentences
from nlp.types import LABELS, Analysis, Label, Mention, Report, Span

if TYPE_CHECKING:
    from nlp.gazetteer import Gazetteer
    from nlp.pipeline import Analyser

FLOORS = Path(__file__).with_name("floors.json")
Pairs = Sequence[tuple[GoldReport, Analysis]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured number; ``size`` is what it was measured on, ``floor`` what it must reach."""

    part: str
    name: str
    value: float
    size: int
    note: str = ""
    baseline: float | None = None
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the floor is reached."""
        return self.floor is None or self.value >= self.floor


def parts(seeds: Path | None) -> dict[str, list[GoldReport]]:
    """What is measured on: the held-out fifth of the corpus, and real reports where there are."""
    chosen = {"held-out": split(read_gold(REPORTS))[1]}
    if seeds and seeds.is_dir():
        chosen["seeds"] = read_seeds(seeds)
    return chosen


def measure(analyser: Analyser, chosen: dict[str, list[GoldReport]]) -> Iterator[Row]:
    """All rows of all parts."""
    from corpus.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    for part, golds in chosen.items():
        reports = [Report(id=g.id, title=g.title or "", text=g.text) for g in golds]
        pairs = list(zip(golds, analyser.analyse(reports), strict=True))
        yield from _rows(part, pairs, gazetteer)


def with_floors(rows: Iterable[Row], path: Path = FLOORS) -> list[Row]:
    """The rows with the floors of ``floors.json``: part, then name."""
    floors = json.loads(path.read_text(encoding="utf-8"))
    return [replace(row, floor=floors.get(row.part, {}).get(row.name)) for row in rows]


def _rows(part: str, pairs: Pairs, gazetteer: Gazetteer) -> Iterator[Row]:
    yield from _name_rows(part, pairs, gazetteer)
    yield _linked_row(part, pairs)
    yield from _project_rows(part, pairs)
    yield from _event_rows(part, pairs)
    yield from _theme_rows(part, pairs)
    yield from _lesson_rows(part, pairs)


def _counted(part: str, name: str, counts: Counts, baseline: Counts | None = None) -> Row:
    return Row(
        part=part,
        name=name,
        value=counts.f1,
        size=counts.wanted,
        note=f"P {counts.precision:.2f}  R {counts.recall:.2f}",
        baseline=baseline.f1 if baseline else None,
    )


# Names


def _name_rows(part: str, pairs: Pairs, gazetteer: Gazetteer) -> Iterator[Row]:
    """Exact and overlapping spans; baseline: rules alone, for places the gazetteer alone."""
    plain = [_plain_mentions(gold.text, gazetteer) for gold, _ in pairs]
    for label in LABELS:
        both = [(_of(gold.mentions, label), _of(a.mentions, label)) for gold, a in pairs]
        base = total(
            exact(_edges(_of(found, label)), _edges(wanted))
            for found, (wanted, _) in zip(plain, both, strict=True)
        )
        counts = total(exact(_edges(found), _edges(wanted)) for wanted, found in both)
        yield _counted(part, f"{label} exact F1", counts, base)
        yield _counted(part, f"{label} overlap F1", total(overlap(f, w) for w, f in both))


def _plain_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    places = [
        Mention(start=f.start, end=f.end, text=f.of(text), label="PLACE")
        for f in find_places(text, gazetteer)
    ]
    return [*rule_mentions(text, places=places), *places]


def _of(mentions: Iterable[Span], label: Label) -> list[Span]:
    return [m for m in mentions if getattr(m, "label", None) == label]


def _edges(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _linked_row(part: str, pairs: Pairs) -> Row:
    """Of the places found exactly, the share with the right gazetteer entry."""
    hits = []
    for gold, analysis in pairs:
        found = {(m.start, m.end): m.place for m in analysis.mentions if m.label == "PLACE"}
        for mention in gold.mentions:
            if mention.place and (mention.start, mention.end) in found:
                place = found[mention.start, mention.end]
                hits.append(
                    place is not None
                    and place.kind == mention.place.kind
                    and name_key(place.name) == name_key(mention.place.name)
                )
    return Row(part=part, name="PLACE linked", value=mean(hits), size=len(hits))


# Projects


def _project_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    groups, relations = [], []
    for gold, analysis in pairs:
        wanted = [_names(p.name, p.aliases) for p in group_projects(_gold_mentions(gold))]
        found = [_names(p.name, p.aliases) for p in analysis.projects]
        groups.append(matched(found, wanted))
        relations.append(_located(gold, analysis, wanted, found))
    yield _counted(part, "projects as sets F1", total(groups))
    yield _counted(part, "located_in F1", total(relations))


def _gold_mentions(gold: GoldReport) -> list[Mention]:
    return [Mention(start=m.start, end=m.end, text=m.text, label=m.label) for m in gold.mentions]


def _names(name: str, aliases: Iterable[str]) -> frozenset[str]:
    return frozenset((name, *aliases))


def _located(
    gold: GoldReport,
    analysis: Analysis,
    wanted: Sequence[frozenset[str]],
    found: Sequence[frozenset[str]],
) -> Counts:
    """Pairs of project and place; a project counts under any of its gold names."""

    def canonical(name: str, groups: Sequence[frozenset[str]]) -> str:
        own = next((g for g in groups if name in g), frozenset({name}))
        return min(next((w for w in wanted if w & own), own))

    right = {(canonical(r.project, wanted), name_key(r.place)) for r in gold.located_in}
    here = {(canonical(r.project, found), name_key(r.place)) for r in analysis.located_in}
    return exact(here, right)


# Events and kinds


def _event_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    for name, same in _EVENT_CHECKS.items():
        hits = [float(same(gold, analysis)) for gold, analysis in pairs]
        yield Row(part=part, name=name, value=mean(hits), size=len(hits))


_EVENT_CHECKS: dict[str, Callable[[GoldReport, Analysis], bool]] = {
    "event start": lambda g, a: g.event.start == a.event.start,
    "event end": lambda g, a: g.event.end == a.event.end,
    "event kind": lambda g, a: g.event.kind == a.event.kind,
    "event place": lambda g, a: g.event.place == a.event.place,
    "document kind": lambda g, a: g.doc_kind == a.doc_kind,
}


# Themes


def _theme_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    counts = total(exact({t.id for t in a.themes}, {t.id for t in g.themes}) for g, a in pairs)
    yield _counted(part, "themes F1", counts)
    gains = [
        ndcg([t.id for t in a.themes], {t.id: float(t.grade) for t in g.themes}, depth=5)
        for g, a in pairs
        if g.themes
    ]
    yield Row(part=part, name="themes nDCG@5", value=mean(gains), size=len(gains))


# Lessons


def _lesson_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    """Sentences in lessons; baseline: sentences with a cue word of advice or difficulty."""
    found, base, kinds, sources = [], [], [], []
    for gold, analysis in pairs:
        lines = sentences(gold.text, blocks(gold.text))
        wanted = _edges(s for s in lines if any(s.overlaps(x) for x in gold.lessons))
        found.append(exact(_edges(_in(lines, analysis.lessons)), wanted))
        base.append(exact(_edges(s for s in lines if _has_cue(s.of(gold.text))), wanted))
        for lesson in gold.lessons:
            own = next((x for x in analysis.lessons if x.overlaps(lesson)), None)
            if own:
                kinds.append(float(own.kind == lesson.kind))
                sources.append(float(own.source == lesson.source))
    yield _counted(part, "lesson sentences F1", total(found), total(base))
    yield Row(part=part, name="lesson kind", value=mean(kinds), size=len(kinds))
    yield Row(part=part, name="lesson source", value=mean(sources), size=len(sources))


def _in(lines: Iterable[Span], lessons: Iterable[Span]) -> list[Span]:
    chosen = list(lessons)
    return [line for line in lines if any(line.overlaps(lesson) for lesson in chosen)]


def _has_cue(sentence: str) -> bool:
    from nlp.german.lessons import CUES

    return any(
        CUES[cue].search(sentence) for cue in ("proved", "condition", "difficulty", "advice")
    )


# The table


def table(rows: Sequence[Row]) -> str:
    """The rows as text, one line each, a blank line between parts."""
    lines, part = [], ""
    for row in rows:
        if row.part != part:
            part = row.part
            lines.append(f"\n{part:<28}{'value':>7}{'n':>7}{'baseline':>10}{'floor':>7}")
        base = f"{row.baseline:.3f}" if row.baseline is not None else ""
        floor = f"{row.floor:.2f}" if row.floor is not None else ""
        miss = "" if row.holds else "  BELOW FLOOR"
        lines.append(
            f"{row.name:<28}{row.value:>7.3f}{row.size:>7}{base:>10}{floor:>7}  {row.note}{miss}"
        )
    return "\n".join(lines) + "\n"
