"""A vocabulary is read the same from every format, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from corpus.vocabulary import THEMES, default_vocabulary, read_vocabulary
from nlp.errors import BadInputError, DamagedFileError, NotFoundError, UnsupportedFormatError

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <https://example.org/themen/> .
: a skos:ConceptScheme ; dct:title "Themes"@en, "Themen"@de .
:bildung a skos:Concept ; skos:topConceptOf : ; skos:prefLabel "Bildung"@de .
:kita a skos:Concept ; skos:broader :bildung ; skos:prefLabel "Day care"@en, "Kita"@de ;
    skos:altLabel "Kindergarten"@de, "nursery"@en, "Krippe"@de-AT ;
    skos:definition "Bildung vor der Schule."@de ; skos:scopeNote "Ohne Vorschule."@de .
:plain a skos:Concept ; skos:broader :bildung ; skos:prefLabel "Ohne Sprache", "English"@en .
:english a skos:Concept ; skos:prefLabel "Only English"@en, "Français"@fr .
:alt a skos:Concept ; <http://www.w3.org/2002/07/owl#deprecated> true ; skos:prefLabel "Alt"@de .
"""


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    path = tmp_path / "themen.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


def test_german_labels_win_and_others_stand_in(turtle: Path) -> None:
    vocabulary = read_vocabulary(turtle)
    assert (vocabulary.id, vocabulary.title) == ("themen", "Themen")
    labels = {concept.id: concept.label for concept in vocabulary.concepts}
    assert labels == {
        "bildung": "Bildung",
        "kita": "Kita",
        "plain": "Ohne Sprache",
        "english": "Only English",
    }
    kita = vocabulary["kita"]
    assert kita.uri == "https://example.org/themen/kita"
    assert set(kita.synonyms) == {"Kindergarten", "Krippe"}
    assert kita.names[0] == "Kita"
    assert (kita.definition, kita.scope_note) == ("Bildung vor der Schule.", "Ohne Vorschule.")


def test_top_concepts_group_and_are_not_assigned(turtle: Path) -> None:
    vocabulary = read_vocabulary(turtle)
    assert vocabulary["kita"].broader == ("bildung",)
    assert vocabulary["bildung"].narrower == ("kita", "plain")
    assert {c.id for c in vocabulary.assignable()} == {"kita", "plain", "english"}
    assert vocabulary.get("fehlt") is None and "kita" in vocabulary


@pytest.mark.parametrize(
    ("suffix", "rdf_format"), [(".rdf", "xml"), (".jsonld", "json-ld"), (".nt", "nt")]
)
def test_every_rdf_format_gives_the_same_concepts(
    turtle: Path, suffix: str, rdf_format: str
) -> None:
    other = turtle.with_suffix(suffix)
    Graph().parse(turtle).serialize(other, format=rdf_format, encoding="utf-8")
    assert {c.label for c in read_vocabulary(other).concepts} == {
        c.label for c in read_vocabulary(turtle).concepts
    }
    kita = read_vocabulary(other)["kita"]
    assert (kita.broader, set(kita.synonyms)) == (("bildung",), {"Kindergarten", "Krippe"})


def test_the_version_changes_with_any_field(turtle: Path) -> None:
    before = read_vocabulary(turtle).version
    assert read_vocabulary(turtle).version == before
    turtle.write_text(TURTLE.replace("vor der Schule", "vor Schulbeginn"), encoding="utf-8")
    assert read_vocabulary(turtle).version != before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_list_of_labels_is_enough(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "themen.csv"
    rows = "Begriff;Synonyme;Oberbegriff\nBildung;;\nFrühe Förderung;Kita|Krippe;Bildung\n;;\n"
    path.write_bytes(rows.encode(encoding))
    vocabulary = read_vocabulary(path)
    assert [c.id for c in vocabulary.concepts] == ["bildung", "fruehe-foerderung"]
    assert vocabulary["fruehe-foerderung"].synonyms == ("Kita", "Krippe")
    assert [c.id for c in vocabulary.assignable()] == ["fruehe-foerderung"]


def test_in_a_flat_list_every_concept_is_assignable(tmp_path: Path) -> None:
    path = tmp_path / "flach.csv"
    path.write_text("id,label\na,Ausbildung\nb,Beratung\n")
    assert len(read_vocabulary(path).assignable()) == 2


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("a.ttl", ":kaputt a ; .", DamagedFileError, "TURTLE"),
        ("a.rdf", "<rdf", DamagedFileError, "XML"),
        ("a.json", "{", DamagedFileError, "JSON-LD"),
        ("a.ttl", "", BadInputError, "skos:Concept"),
        ("a.csv", "a,b\n1,2\n", BadInputError, "Spalte „label“"),
        ("a.csv", "id,label\nx,Eins\nx,Zwei\n", BadInputError, "zweimal"),
        ("a.docx", "", UnsupportedFormatError, "Endung"),
        ("a.jsonld", '{"@context": "https://example.org/context.json"}', BadInputError, "Netz"),
        ("a.jsonld", '{"@context": [{}, "https://example.org/c"]}', BadInputError, "Netz"),
        (
            "a.rdf",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            BadInputError,
            "Netz",
        ),
        (
            "a.ttl",
            "<urn:a:b> a <http://www.w3.org/2004/02/skos/core#Concept> .",
            BadInputError,
            "„b“",
        ),
    ],
)
def test_errors_are_german_and_name_the_fault(
    tmp_path: Path, name: str, content: str, error: type[BadInputError], says: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(error) as raised:
        read_vocabulary(path)
    assert says in str(raised.value)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_vocabulary(tmp_path / "fehlt.ttl")


def test_the_vocabulary_that_comes_along_is_whole() -> None:
    vocabulary = default_vocabulary()
    assert default_vocabulary() is vocabulary
    assert THEMES.exists() and len(vocabulary.assignable()) > 50
    for concept in vocabulary.assignable():
        assert concept.label and concept.definition and concept.synonyms and concept.broader
