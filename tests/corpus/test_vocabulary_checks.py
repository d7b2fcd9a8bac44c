"""What spreadsheets write is read; circles, doubles, bombs and remote parts are refused."""

from __future__ import annotations

import pytest

from corpus.vocabulary import default_vocabulary, parse_vocabulary
from nlp.errors import BadInputError, DamagedFileError

SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://x.de/> .\n"
TABLE = "id;label;synonyms;exclusions;broader\nk;Klima;;;\ng;Stadtgrün;Bäume|Parks;Parkplatz;k\n"
BOMB = (
    '<!DOCTYPE r [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>'
)
NAMESPACES = """<!DOCTYPE rdf:RDF [<!ENTITY s "http://www.w3.org/2004/02/skos/core#">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&s;">
<skos:Concept rdf:about="https://x.de/a"><skos:prefLabel xml:lang="de">Hitze</skos:prefLabel>
</skos:Concept></rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_tables_as_spreadsheets_write_them(encoding: str, separator: str) -> None:
    data = TABLE.replace(";", separator).encode(encoding)
    found = parse_vocabulary(data, name="klima.csv")["g"]
    assert (found.label, found.synonyms) == ("Stadtgrün", ("Bäume", "Parks"))
    assert (found.exclusions, found.broader) == (("Parkplatz",), ("k",))


def test_a_first_line_that_names_the_separator_is_obeyed() -> None:
    assert len(parse_vocabulary(f"sep=;\r\n{TABLE}".encode(), name="k.csv").concepts) == 2


def test_exclusion_notes_are_read() -> None:
    data = SKOS + (
        ':g a skos:Concept ; skos:prefLabel "Stadtgrün"@de ; '
        '<http://rdf-vocabulary.ddialliance.org/xkos#exclusionNote> "Parkplatz; Parkhaus"@de .'
    )
    assert parse_vocabulary(data.encode(), name="g.ttl")["g"].exclusions == (
        "Parkplatz",
        "Parkhaus",
    )


def test_short_entities_for_namespaces_are_fine() -> None:
    assert parse_vocabulary(NAMESPACES.encode(), name="a.rdf")["a"].label == "Hitze"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.ttl", SKOS + ':a a skos:Concept ; skos:prefLabel "A"@de ; skos:broader :b .'
         ':b a skos:Concept ; skos:prefLabel "B"@de ; skos:broader :a .', "Kreis: „A“ → „B“"),
        ("a.ttl", SKOS + ':a a skos:Concept ; skos:prefLabel "A"@de ; skos:broader :a .', "Kreis"),
        ("a.ttl", SKOS + ':a a skos:Concept ; skos:prefLabel "Hitze"@de . '
         ':b a skos:Concept ; skos:prefLabel "hitze"@de .', "heißen zwei Begriffe"),
        ("a.ttl", SKOS + ':a a skos:Concept ; skos:prefLabel "Heat"@en .', "deutsch"),
        ("a.ttl", "<urn:a> <urn:b> <urn:c> .", "skos:Concept"),
        ("a.rdf", BOMB, "XML-Entitäten"),
        ("a.jsonld", '{"@graph": [{"\\u0040context": "https://x.de/c"}]}', "Netz"),
        ("a.jsonld", '{"@context": {"t": {"@id": "urn:t", "@context": "https://x.de/c"}}}', "Netz"),
        ("a.jsonld", "[" * 100_000, "JSON-LD"),
        ("a.csv", "id;label\na;\n", "Zeile 2"),
        ("a.csv", "id;label;broader\na;Hitze;Wetter\n", "„Wetter“"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_german(name: str, content: str, says: str) -> None:
    with pytest.raises((BadInputError, DamagedFileError)) as raised:
        parse_vocabulary(content.encode(), name=name)
    assert says in str(raised.value)


def test_external_entities_hide_in_no_encoding() -> None:
    data = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a/>'
    )
    with pytest.raises(BadInputError, match="Netz"):
        parse_vocabulary(data.encode("utf-16"), name="a.rdf")


def test_a_long_chain_of_broader_concepts_is_no_trouble() -> None:
    rows = "".join(f"c{n};Begriff {n};{f'c{n - 1}' if n else ''}\n" for n in range(5_000))
    found = parse_vocabulary(f"id;label;broader\n{rows}".encode(), name="k.csv")
    assert len(found.concepts) == 5_000


def test_the_bundled_vocabulary_keeps_its_version() -> None:
    assert default_vocabulary().version == "1e34f65c1d73"
