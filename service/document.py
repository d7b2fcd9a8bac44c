"""One analysed document as other programs read it: the JSON object of the contract."""

from __future__ import annotations

from typing import Any

from nlp.types import Analysis, Event, Lesson, Mention, Place, Project, Span, Theme

Json = dict[str, Any]


def analysis_to_dict(analysis: Analysis) -> Json:
    """The fields of the contract, in its order; offsets count code points of ``text``."""
    return {
        "id": analysis.id,
        "title": analysis.title,
        "text": analysis.text,
        "doc_kind": analysis.doc_kind,
        "event": event_to_dict(analysis.event),
        "mentions": [mention_to_dict(mention) for mention in analysis.mentions],
        "projects": [project_to_dict(project) for project in analysis.projects],
        "located_in": [{"project": r.project, "place": r.place} for r in analysis.located_in],
        "themes": [theme_to_dict(theme) for theme in analysis.themes],
        "lessons": [lesson_to_dict(lesson) for lesson in analysis.lessons],
    }


def event_to_dict(event: Event) -> Json:
    """When, what and where."""
    return {
        "start": event.start,
        "end": event.end,
        "kind": event.kind,
        "place": event.place,
        "venue": event.venue,
    }


def mention_to_dict(mention: Mention) -> Json:
    """A name with its place."""
    return {
        **span_to_dict(mention),
        "text": mention.text,
        "label": mention.label,
        "score": rounded(mention.score),
        "place": place_to_dict(mention.place) if mention.place else None,
    }


def place_to_dict(place: Place) -> Json:
    """A gazetteer entry."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "state": place.state,
        "ags": place.ags,
        "nuts": place.nuts,
        "lat": place.lat,
        "lon": place.lon,
    }


def project_to_dict(project: Project) -> Json:
    """A project; ``mentions`` are indices into the document's mentions."""
    return {
        "name": project.name,
        "aliases": list(project.aliases),
        "mentions": list(project.mentions),
        "places": list(project.places),
        "programme": project.programme,
        "themes": list(project.themes),
    }


def theme_to_dict(theme: Theme) -> Json:
    """A theme with what shows it."""
    return {
        "id": theme.id,
        "label": theme.label,
        "score": rounded(theme.score),
        "evidence": [span_to_dict(span) for span in theme.evidence],
    }


def lesson_to_dict(lesson: Lesson) -> Json:
    """A lesson learned."""
    return {
        **span_to_dict(lesson),
        "text": lesson.text,
        "kind": lesson.kind,
        "score": rounded(lesson.score),
        "source": lesson.source,
        "themes": list(lesson.themes),
    }


def span_to_dict(span: Span) -> Json:
    """A place in the text."""
    return {"start": span.start, "end": span.end}


def rounded(score: float) -> float:
    """Four digits: more are noise, and numpy's numbers are no JSON."""
    return round(float(score), 4)
