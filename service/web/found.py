"""What a search page shows around the hits: kinds, chips, facets, sorting, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.query import parse
from nlp.wishes import Understood
from service.search.result import Facet, Notice, Part, SearchResult
from service.search.themes import Themes
from service.web import dates, words
from service.web.asking import DOCS, FIELDS, KINDS, LESSONS, SORTS, Asking, word_of

OPEN_FACETS = ("thema", "land")
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A link of which one of a row is the present one; ``note`` follows its text."""

    text: str
    href: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A link that takes back or puts back ``text``; only those who hear it need the rest."""

    text: str
    href: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value to filter by, as it stands in the address."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """A facet of the form; ``field`` is its name in the address."""

    field: str
    title: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(option.chosen for option in self.options)

    @property
    def shown(self) -> tuple[Option, ...]:
        """What is not folded away: all that is chosen, and the first."""
        own = [option for option in self.options if option.chosen]
        others = [option for option in self.options if not option.chosen]
        return (*own, *words.opened(others, max(0, MOST_SHOWN - len(own))))

    @property
    def folded(self) -> tuple[Option, ...]:
        """The rest."""
        shown = set(self.shown)
        return tuple(option for option in self.options if option not in shown)

    @property
    def open(self) -> bool:
        """Whether it is unfolded from the start."""
        return self.field in OPEN_FACETS or self.chosen > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice with what can be done about it."""

    text: str
    action: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Everything around the hits; ``next`` is empty on the last page."""

    count: str
    kinds: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    understood: tuple[Chip, ...]
    taken_back: tuple[Chip, ...]
    facets: tuple[FacetBox, ...]
    notices: tuple[Told, ...]
    meant: Choice | None
    next: str


def around(
    asking: Asking, result: SearchResult, *, taken_back: Iterable[Understood] = ()
) -> Around:
    """``taken_back``: the parts of the question that the address does without."""
    return Around(
        count=count_in_words(result),
        kinds=tuple(_kinds(asking, result)),
        sorts=tuple(_sorts(asking, result)),
        understood=tuple(_understood(asking, result.understood)),
        taken_back=tuple(_put_back(asking, part) for part in taken_back),
        facets=tuple(_facet(facet) for facet in result.facets if facet.values),
        notices=tuple(_told(asking, result, notice) for notice in result.notices),
        meant=_meant(asking, result),
        next=asking.address(weiter=result.next) if result.next else "",
    )


def chosen(asking: Asking, themes: Themes) -> tuple[Chip, ...]:
    """The filters of an address, each with the link that takes it off."""
    return tuple(
        Chip(
            text=f"{words.FILTERS[name]}: {label}",
            href=asking.less(name, value),
            before="Filter ",
            after=" entfernen",
        )
        for name, value, label in _chosen(asking, themes)
    )


def count_in_words(result: SearchResult) -> str:
    """``Mehr als 200 Berichte``; ``1 Projekt``."""
    one, many = words.RESULT_KINDS[result.kind]
    number = words.german_number(result.total)
    more = "mehr als " if result.more_than else ""
    return f"{more}{number} {one if result.total == 1 and not more else many}"


def _kinds(asking: Asking, result: SearchResult) -> Iterator[Choice]:
    for word, kind in KINDS.items():
        here = kind == result.kind
        number = words.german_number(result.total)
        yield Choice(
            text=words.RESULT_KINDS[kind][1],
            href=asking.address(art=word),
            current=here,
            note=f"{'über ' if result.more_than else ''}{number}" if here else "",
        )


def _sorts(asking: Asking, result: SearchResult) -> Iterator[Choice]:
    """The best come first only where something is asked for."""
    for word, sort in SORTS.items():
        if sort != "relevance" or asking.q:
            text = "Name" if (sort, result.kind) == ("title", "projects") else words.SORTS[sort]
            href = asking.address(sortierung=word)
            yield Choice(text=text, href=href, current=sort == _sort_shown(asking, result))


def _sort_shown(asking: Asking, result: SearchResult) -> str:
    return result.sort if asking.q or result.sort != "relevance" else "newest"


def _understood(asking: Asking, parts: Iterable[Part]) -> Iterator[Chip]:
    for part in parts:
        if part.applied:
            yield Chip(
                text=part.label if part.certain else f"bevorzugt: {part.label}",
                href=asking.address(ohne=(*asking.ohne, part.id)),
                before="Einschränkung " if part.certain else "",
                after=" entfernen",
            )


def _put_back(asking: Asking, part: Understood) -> Chip:
    return Chip(
        text=f"{part.label} wieder anwenden",
        href=asking.less("ohne", part.id),
        before="Einschränkung " if part.certain else "",
    )


def _facet(facet: Facet) -> FacetBox:
    field = FIELDS[facet.name]
    options = (
        Option(value=word_of(field, v.value), label=v.label, count=v.count, chosen=v.chosen)
        for v in facet.values
    )
    return FacetBox(field=field, title=words.FACETS[facet.name], options=tuple(options))


def _told(asking: Asking, result: SearchResult, notice: Notice) -> Told:
    if notice.code == "few":
        own = tuple(p.id for p in result.understood if p.applied and p.certain and not _is_art(p))
        href = asking.address(ohne=(*asking.ohne, *own))
        return Told(text=notice.text, action=_without(own), href=href)
    if notice.code == "nothing":
        return Told(text=notice.text, action="Alle Filter entfernen", href=asking.unfiltered())
    return Told(text=notice.text)


def _meant(asking: Asking, result: SearchResult) -> Choice | None:
    """The question without slips, as another question."""
    if not result.slips:
        return None
    meant = replace(parse(result.question), slips=result.slips).encoded
    return Choice(text=meant, href=asking.address(q=meant, ohne=()))


def _without(ids: Sequence[str]) -> str:
    return f"Ohne diese Einschränkung{'' if len(ids) == 1 else 'en'} suchen"


def _is_art(part: Part) -> bool:
    return part.id.startswith("art:")


def _chosen(asking: Asking, themes: Themes) -> Iterator[tuple[str, object, str]]:
    """(field, value, label in German)."""
    for theme in asking.thema:
        yield "thema", theme, themes.label(themes.find(theme) or theme)
    for name in ("land", "ort", "programm", "jahr"):
        for value in getattr(asking, name):
            yield name, value, str(value)
    for lesson in asking.erfahrung:
        yield "erfahrung", lesson, words.LESSON_KINDS_PLURAL[LESSONS[lesson]]
    for doc in asking.dokument:
        yield "dokument", doc, words.DOC_KINDS[DOCS[doc]]
    for name in ("von", "bis"):
        if value := getattr(asking, name):
            yield name, value, dates.in_words(value)
