import shutil
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from models.onnx_reader import LOWER, RETRIEVAL, TOKENIZER, Graphs, OnnxReader
from models.tokens import Splitter, batches
from nlp.encoder import Window
from nlp.errors import ArtefactError

ARTEFACT = Path(__file__).parents[2] / "models" / "artefacts" / "encoder"
MAX_TOKENS = 512
TEXTS = [
    "Bürgerbus",
    "Der Dorfladen in Görlitz ist wieder offen.",
    "",
    "Am 3. Mai 2021 trafen sich Engagierte aus drei Landkreisen. " * 8,
    "Wie gewinnt man Ehrenamtliche?",
]
GERMAN = st.sampled_from(
    [
        *"aeinrstäöüßÄÖÜ .,-–„“\n\t0459éłπж½™ﬁ\u00a0\u00ad",
        "a\u0308",
        "U\u0308",
        "e\u0301\u0323",
        "🎉",
        "👨‍👩‍👧",
        "Straße",
        " und ",
        "Ehrenamt",
        "<s>",
        "</s>",
        "…",
    ]
)


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader.load(ARTEFACT)


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter.load(ARTEFACT / TOKENIZER, max_tokens=MAX_TOKENS)


def without_blanks(text: str) -> str:
    return "".join(text.split())


def test_the_stored_files_are_whole_and_give_the_stored_vectors() -> None:
    reader = OnnxReader.load(ARTEFACT, check_hashes=True)
    assert reader.self_check() >= 0.99
    assert reader.name.startswith("fundstelle-german@")


def test_vectors_have_unit_length(reader: OnnxReader) -> None:
    vectors = reader.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), reader.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Wie findet man Freiwillige für den Verein?", 0),
        ("Hilfe für Geflüchtete auf dem Land", 1),
        ("Bus für Senioren im Dorf", 2),
    ],
)
def test_a_query_finds_the_passage_that_answers_it(
    reader: OnnxReader, query: str, best: int
) -> None:
    passages = reader.encode_passages(
        [
            "Neue Ehrenamtliche gewinnt man am besten im persönlichen Gespräch.",
            "Im Patenprojekt begleiten Nachbarn neu zugewanderte Familien in der Gemeinde.",
            "Zweimal in der Woche fährt der Bürgerbus ältere Menschen zum Arzt.",
        ]
    )
    assert int((passages @ reader.encode_queries([query])[0]).argmax()) == best


def test_nothing_in_nothing_out(reader: OnnxReader) -> None:
    assert reader.encode_queries([]).shape == (0, reader.dimensions)
    assert reader.encode_passages([]).shape == (0, reader.dimensions)
    assert reader.read([]) == []


def test_a_text_has_the_same_vector_in_any_company(reader: OnnxReader) -> None:
    together = reader.encode_passages(TEXTS)
    alone = [reader.encode_passages([text])[0] for text in TEXTS]
    assert np.array_equal(together, np.array(alone))


def test_shared_batches_keep_the_order_and_nearly_the_vectors() -> None:
    shared = OnnxReader.load(ARTEFACT, batch_tokens=4096)
    alone = OnnxReader.load(ARTEFACT)
    texts = [text for text in TEXTS if text]
    cosines = shared.encode_passages(texts) @ alone.encode_passages(texts).T
    assert cosines.argmax(axis=1).tolist() == list(range(len(texts)))
    assert cosines.diagonal().min() >= 0.99


def test_a_window_is_read_as_a_passage_with_its_context(reader: OnnxReader) -> None:
    (encoding,) = reader.read([Window(context="Workshop in Cottbus", text="Der Bus fährt.")])
    expected = reader.encode_passages(["Workshop in Cottbus\nDer Bus fährt."])[0]
    assert np.allclose(encoding.vector, expected, atol=1e-6)


def test_rows_belong_to_the_words_of_the_text(reader: OnnxReader) -> None:
    text = "Das Projekt „Landwege“ in Görlitz"
    (encoding,) = reader.read([Window(context="Langer Titel mit Görlitz", text=text)])
    rows = len(encoding.offsets)
    assert without_blanks(text) == "".join(text[a:b] for a, b in encoding.offsets)
    assert encoding.states.shape == (rows, reader.dimensions)
    assert encoding.features.shape[0] == encoding.tags.shape[0] == rows
    assert encoding.tags.shape[1] == len(reader.tags)


def test_windows_come_back_in_their_order(reader: OnnxReader) -> None:
    windows = [Window(context="Titel", text=text) for text in TEXTS]
    for window, encoding in zip(windows, reader.read(windows), strict=True):
        (single,) = reader.read([window])
        assert np.array_equal(encoding.vector, single.vector)
        assert np.array_equal(encoding.offsets, single.offsets)
        assert np.array_equal(encoding.states, single.states)


def test_an_empty_window_has_a_vector_and_no_rows(reader: OnnxReader) -> None:
    (encoding,) = reader.read([Window(context="", text="")])
    assert encoding.offsets.shape == (0, 2)
    assert encoding.states.shape == (0, reader.dimensions)
    assert np.isclose(np.linalg.norm(encoding.vector), 1, atol=1e-5)


def test_context_is_cut_before_text(splitter: Splitter) -> None:
    text = "Der Dorfladen öffnet am Montag."
    tokens = splitter.window(Window(context="Überschrift " * 900, text=text))
    assert len(tokens.ids) == MAX_TOKENS
    assert "".join(text[a:b] for a, b in tokens.offsets) == without_blanks(text)


def test_a_long_text_is_cut_at_the_limit(reader: OnnxReader) -> None:
    text = "Der Dorfladen öffnet am Montag. " * 200
    (encoding,) = reader.read([Window(context="Titel", text=text)])
    assert 480 < len(encoding.offsets) < MAX_TOKENS
    assert encoding.offsets[-1, 1] < len(text)
    assert reader.encode_queries([text]).shape == (1, reader.dimensions)


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(GERMAN, max_size=60), context=st.sampled_from(["", "Titel", "Tag der\nOrte"]))
def test_tokens_together_are_the_text_without_blanks(
    splitter: Splitter, parts: list[str], context: str
) -> None:
    text = "".join(parts)
    tokens = splitter.window(Window(context=context, text=text))
    assert "".join(text[a:b] for a, b in tokens.offsets) == without_blanks(text)


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(), max_size=80))
def test_ranges_of_any_text_rise_and_are_never_blank(splitter: Splitter, text: str) -> None:
    tokens = splitter.window(Window(context="", text=text))
    assert len(tokens.rows) == len(tokens.offsets)
    free = 0
    for start, end in tokens.offsets:
        assert free <= start < end <= len(text)
        assert not text[start].isspace()
        free = end


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_umlauts_are_the_same_words(splitter: Splitter, form: str) -> None:
    text = unicodedata.normalize(form, "Übergänge schaffen in Mühlhausen")
    composed = splitter.window(Window(context="", text="Übergänge schaffen in Mühlhausen"))
    tokens = splitter.window(Window(context="", text=text))
    assert tokens.ids == composed.ids
    assert "".join(text[a:b] for a, b in tokens.offsets) == without_blanks(text)


def test_markup_is_text_and_no_special_token(splitter: Splitter) -> None:
    ids = splitter.text("</s> und <mask> und <pad>", "query: ")
    assert ids.count(0) == 1
    assert ids.count(2) == 1
    assert 1 not in ids


@pytest.mark.parametrize("budget", [0, 10, 25, 1000])
def test_batches_hold_every_text_once_within_the_budget(budget: int) -> None:
    lengths = [7, 3, 12, 3, 9, 30, 1]
    groups = batches(lengths, budget)
    assert sorted(chain.from_iterable(groups)) == list(range(len(lengths)))
    for group in groups:
        assert len(group) == 1 or len(group) * max(lengths[i] for i in group) <= budget


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARTEFACT, tmp_path / "encoder"))


@pytest.mark.parametrize("file", [LOWER, RETRIEVAL, TOKENIZER, MANIFEST])
def test_a_missing_file_is_an_artefact_error(copied: Path, file: str) -> None:
    (copied / file).unlink()
    with pytest.raises(ArtefactError, match="Sie"):
        OnnxReader.load(copied)


@pytest.mark.parametrize("file", [LOWER, TOKENIZER])
def test_damaged_bytes_are_an_artefact_error(copied: Path, file: str) -> None:
    content = (copied / file).read_bytes()
    (copied / file).write_bytes(bytes(len(content)))
    with pytest.raises(ArtefactError, match="beschädigt"):
        OnnxReader.load(copied, check_hashes=True)
    with pytest.raises(ArtefactError, match="nicht lesbar"):
        OnnxReader.load(copied)


def test_a_names_branch_of_another_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "names.onnx").write_bytes(b"x")
    write_manifest(
        tmp_path,
        Manifest(
            name="names",
            version="1",
            source="",
            licence="MIT",
            recipe="",
            settings={"lower_sha256": "0" * 64, "tags": ["O"]},
        ),
        files=["names.onnx"],
    )
    with pytest.raises(ArtefactError, match="anderen Fassung"):
        OnnxReader.load(ARTEFACT, tmp_path)


class PositionsAsTags:
    """Stands in for a names graph: a token's logit is its place in the model input."""

    def run(self, outputs: list[str], feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        batch, length, _ = feed["hidden"].shape
        places = np.broadcast_to(
            np.arange(length, dtype=np.float32)[None, :, None], (batch, length, 1)
        )
        found = {"features": feed["hidden"], "tags": places}
        return [found[output] for output in outputs]


def test_tags_are_those_of_the_rows_of_the_text(splitter: Splitter) -> None:
    window = Window(context="Ein Titel", text="Der Bus fährt 🎉 heute.")
    graphs = Graphs(
        lower=onnxruntime.InferenceSession(ARTEFACT / LOWER),
        retrieval=onnxruntime.InferenceSession(ARTEFACT / RETRIEVAL),
        names=PositionsAsTags(),
        tags=("O",),
    )
    reader = OnnxReader(manifest=read_manifest(ARTEFACT), splitter=splitter, graphs=graphs)
    short, encoding = reader.read([Window(context="", text="Bus"), window])
    assert reader.tags == ("O",)
    assert encoding.tags[:, 0].tolist() == splitter.window(window).rows
    assert encoding.features.shape == encoding.states.shape
    assert len(short.tags) == len(short.offsets)


def test_without_a_names_branch_there_are_no_tags(tmp_path: Path) -> None:
    reader = OnnxReader.load(ARTEFACT, tmp_path / "names")
    assert reader.tags == ()


@pytest.mark.slow
def test_a_question_does_not_wait_behind_a_long_report(reader: OnnxReader) -> None:
    windows = [Window(context="", text="Die Bildungskonferenz begann am Morgen. " * 20)] * 150
    with ThreadPoolExecutor(max_workers=1) as other:
        began = time.perf_counter()
        long = other.submit(reader.read, windows)
        time.sleep(0.05)
        reader.encode_queries(["Wie gelingt der Übergang?"])
        answered = time.perf_counter() - began
        assert len(long.result()) == len(windows)
        assert answered < 0.5 * (time.perf_counter() - began)
