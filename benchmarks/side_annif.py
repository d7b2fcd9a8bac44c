"""Annif in its own environment: trains its projects and weighs documents with them.

``python -m benchmarks.side_annif FOLDER`` reads ``vocabulary.ttl``, ``train.jsonl`` (``text``,
``themes``: URIs) and ``ask.jsonl`` (``text``) there and writes ``told.json``: for each project
seconds of training and weighing, and for each document the scores by URI.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

MOST = 20
VOCABULARY = "vocabulary"
ANALYSERS = {"snowball": "snowball(german)", "simplemma": "simplemma(de)"}
BACKENDS: dict[str, dict[str, str]] = {
    "tfidf": {"backend": "tfidf"},
    "mllm": {"backend": "mllm"},
    "svc": {"backend": "svc", "min_df": "2"},
    "omikuji": {"backend": "omikuji", "min_df": "2", "ngram": "2", "cluster_k": "16"},
}
ONE_THEME_A_LINE = {"svc"}
"""It knows one theme a document: documents stand there once for each of theirs."""


def projects() -> Iterator[tuple[str, dict[str, str]]]:
    """Each backend with each analyser of words."""
    for backend, settings in BACKENDS.items():
        for name, analyser in ANALYSERS.items():
            own = {"name": f"{backend} {name}", "language": "de", "limit": str(MOST)}
            yield (
                f"{backend}-{name}",
                {**own, "vocab": VOCABULARY, "analyzer": analyser, **settings},
            )


def main() -> None:
    """Everything, in the folder named."""
    folder = Path(sys.argv[1]).resolve()
    os.environ["NLTK_DATA"] = str(_punkt(folder / "nltk"))
    _configuration(folder)
    (folder / "told.json").write_text(json.dumps(_told(folder)), encoding="utf-8")


def _told(folder: Path) -> dict[str, Any]:
    import annif
    from annif.corpus import Document, DocumentFileTSV
    from annif.registry import AnnifRegistry
    from annif.vocab import VocabFileSKOS

    app = annif.create_flask_app("annif.default_config.Config")
    with app.app_context():
        registry = AnnifRegistry(str(folder / "projects.cfg"), str(folder / "data"), False)
        concepts = VocabFileSKOS(str(folder / "vocabulary.ttl"))
        registry.get_vocab(VOCABULARY).load_vocabulary(concepts)
        asked = [Document(text=row["text"]) for row in _rows(folder / "ask.jsonl")]
        told = {}
        for name, settings in projects():
            project = registry.get_project(name)
            began = time.perf_counter()
            lines = _lines(folder, single=settings["backend"] in ONE_THEME_A_LINE)
            project.train(DocumentFileTSV(str(lines), project.subjects), jobs=1)
            trained = time.perf_counter()
            scores = [_scores(project, batch) for batch in project.suggest(asked)]
            told[name] = {
                "training": trained - began,
                "asking": time.perf_counter() - trained,
                "scores": scores,
            }
            print(f"{name}: {trained - began:.0f} s", file=sys.stderr, flush=True)
    return {"projects": told, "versions": {"annif": version("annif")}}


def _scores(project: Any, suggestions: Iterable[Any]) -> dict[str, float]:
    return {
        project.subjects[one.subject_id].uri: float(one.score)
        for one in suggestions
        if one.score > 0
    }


def _configuration(folder: Path) -> None:
    parts = (
        "\n".join([f"[{name}]", *(f"{key}={value}" for key, value in settings.items())])
        for name, settings in projects()
    )
    (folder / "projects.cfg").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _lines(folder: Path, *, single: bool) -> Path:
    """One document a line: its text, a tab, its themes."""
    path = folder / ("train-single.tsv" if single else "train.tsv")
    with path.open("w", encoding="utf-8") as file:
        for row in _rows(folder / "train.jsonl"):
            text = " ".join(row["text"].split())
            groups = [[theme] for theme in row["themes"]] if single else [row["themes"]]
            for themes in groups:
                file.write(f"{text}\t{' '.join(f'<{theme}>' for theme in themes)}\n")
    return path


def _punkt(folder: Path) -> Path:
    """The sentence splitter's data without anything learnt: its rules alone, nothing to fetch."""
    for language in ("english", "german"):
        own = folder / "tokenizers" / "punkt_tab" / language
        own.mkdir(parents=True, exist_ok=True)
        for name in ("collocations.tab", "sent_starters.txt", "abbrev_types.txt"):
            (own / name).touch()
        (own / "ortho_context.tab").touch()
    return folder


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
