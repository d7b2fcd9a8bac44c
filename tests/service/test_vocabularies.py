"""Vocabularies are kept in versions; a switch tags stored reports again without reading them."""

from __future__ import annotations

import pytest

from corpus.vocabulary import default_vocabulary
from nlp.errors import BadInputError, NotFoundError
from service.api.parts import Parts
from service.feedback import exported, take_vote, voted
from service.find import Finder
from service.index.memory import MemoryIndex
from service.ingest import ingest
from service.learn import learn, sentences_of, waiting_votes
from service.retag import outdated, retag
from service.settings import Settings
from service.store import Store, Vote
from service.theme_desk import ThemeDesk
from tests.fakes import FakeReader, document_of
from tests.service.databases import url_in
from tests.service.theme_fakes import ThemedAnalyser, tagger_of

pytestmark = pytest.mark.usefixtures("each_database")

CLIMATE = """id;label;synonyms;definition;broader;scope_note;exclusions
klima;Klimaanpassung;;;;;
hitze;Hitzeschutz;Hitzeaktionsplan|Hitze;Schutz vor Hitze;klima;Nicht: Hitze des Gefechts;
regen;Starkregenvorsorge;Starkregen|Überflutung;Schutz vor Überflutung;klima;;
gruen;Stadtgrün;Begrünung|Stadtbäume|Parks;Bäume und Parks;klima;;Parks and Rides
dach;Gründächer;Dachbegrünung;Bepflanzte Dächer;klima;;
wald;Waldumbau;Waldbrand|Mischwald;Umbau der Wälder;klima;;
boden;Bodenschutz;Erosion;Schutz der Böden;klima;;
kueste;Küstenschutz;Deich|Sturmflut;Schutz der Küste;klima;;
trink;Trinkwasser;Brunnen|Wasserknappheit;Wasser in Dürren;klima;;
land;Landwirtschaft;Bewässerung|Ackerbau;Höfe im Klimawandel;klima;;
bau;Klimaangepasstes Bauen;Verschattung;Häuser im Klimawandel;klima;;
plan;Stadtplanung;Bebauungsplan|Frischluftschneise;Planung im Klimawandel;klima;;
pflege;Pflege bei Hitze;Pflegeheim;Alte Menschen an heißen Tagen;hitze;;
kita;Kita und Hitze;Sonnensegel;Kinder an heißen Tagen;hitze;;
bildung;Klimabildung;Umweltbildung;Lernen über Klima;klima;;
"""
HEAT = "Hitze in der Stadt\n\nDer Hitzeaktionsplan wirkt. Für die Hitze gibt es Karten."
RAIN = "Nach dem Starkregen\n\nDie Überflutung traf Keller. Der Starkregen kam nachts."


@pytest.fixture
def store(tmp_path):
    with Store(url_in(tmp_path, "store.db")) as opened:
        yield opened


@pytest.fixture
def desk(store, tmp_path):
    return ThemeDesk(store, Settings(data=tmp_path), tagger_of=tagger_of)


@pytest.fixture
def analyser():
    return ThemedAnalyser(tagger_of(default_vocabulary()))


def fill(store, analyser, **texts: str) -> None:
    ingest([document_of(k, v) for k, v in texts.items()], store=store, analyser=analyser)


def themes(store, report: str) -> list[str]:
    return [theme.id for theme in store.get(report).analysis.themes]


def test_loading_keeps_the_old_and_the_same_twice_changes_nothing(desk) -> None:
    first, new = desk.load(CLIMATE.encode(), name="klima.csv", source="Test")
    assert new and first.concepts == 15
    assert not desk.load(CLIMATE.encode(), name="klima.csv", source="Test")[1]
    second, new = desk.load(CLIMATE.replace("Deich", "Damm").encode(), name="k.csv", source="Test")
    assert new and second.version != first.version
    desk.use(second.version[:6])
    assert [(s.loaded.version, s.active) for s in desk.states()] == [
        (default_vocabulary().version, False),
        (first.version, False),
        (second.version, True),
    ]
    assert desk.vocabulary(first.version)["kueste"].synonyms == ("Deich", "Sturmflut")


def test_a_switch_tags_stored_reports_without_reading_them(store, desk, analyser) -> None:
    fill(store, analyser, hitze=HEAT, regen=RAIN)
    before = themes(store, "hitze")
    loaded, _ = desk.load(CLIMATE.encode(), name="klima.csv", source="Test")
    desk.use(loaded.version)
    switched = desk.themed(analyser)
    assert set(outdated(store, switched.version)) == {"hitze", "regen"}
    assert retag(store, switched).done == 2
    assert switched.read == ["hitze", "regen"]  # nothing was read again
    assert (themes(store, "hitze")[0], themes(store, "regen")[0]) == ("hitze", "regen")
    assert store.get("hitze").analysis.vocabulary == loaded.version
    assert [s.reports for s in desk.states()] == [0, 2]
    fill(store, switched, hitze=HEAT)
    assert switched.read == ["hitze", "regen"]  # unchanged: neither read nor tagged again
    desk.use("standard")
    back = desk.themed(switched)
    assert back.version == analyser.version
    assert retag(store, back).done == 2 and themes(store, "hitze") == before


def test_retagging_announces_the_report_to_the_index(store, desk, analyser) -> None:
    fill(store, analyser, hitze=HEAT)
    store.settle(store.pending())
    desk.use(desk.load(CLIMATE.encode(), name="k.csv", source="Test")[0].version)
    retag(store, desk.themed(analyser))
    assert [(c.report_id, c.removed) for c in store.pending()] == [("hitze", ())]


def test_it_can_be_stopped_and_goes_on(store, desk, analyser) -> None:
    fill(store, analyser, a=HEAT, b=RAIN, c=HEAT)
    desk.use(desk.load(CLIMATE.encode(), name="k.csv", source="Test")[0].version)
    switched = desk.themed(analyser)
    asked = iter([False, True])
    assert retag(store, switched, stop=lambda: next(asked)).done == 1
    assert retag(store, switched).done == 2


def test_exclusions_and_scope_notes_are_respected(desk) -> None:
    desk.use(desk.load(CLIMATE.encode(), name="k.csv", source="Test")[0].version)
    analyser = ThemedAnalyser(desk.tagger())

    def chances(text: str) -> dict[str, float]:
        from nlp.segment import blocks, passages, sentences

        parts = blocks(text)
        lines = sentences(text, parts)
        pieces = passages(text, parts, lines)
        vectors = FakeReader().encode_passages([p.of(text) for p in pieces])
        return analyser.themes.scores(text, "", pieces, vectors, lines)

    meant = chances("Die Stadt leidet unter Hitze. Hitze macht krank.")["hitze"]
    assert meant > 0.5 > chances("In der Hitze des Gefechts fiel der Beschluss.")["hitze"]
    assert chances("Neue Parks entstehen.")["gruen"] > chances("Parks and Rides am Rand.")["gruen"]


def test_an_unknown_or_unclear_version_is_said_so(desk) -> None:
    with pytest.raises(NotFoundError):
        desk.use("gibtsnicht")
    with pytest.raises(NotFoundError):
        desk.use("")


# Feedback


def test_votes_are_kept_in_order_and_the_last_word_counts(store, desk, analyser) -> None:
    fill(store, analyser, kiel=HEAT)
    for verdict in ("added", "rejected"):
        vote = Vote(report="kiel", theme="elternarbeit", verdict=verdict, by="Redaktion")
        take_vote(store, desk.active(), vote)
    assert [v.verdict for v in store.themes.votes()] == ["added", "rejected"]
    [one] = voted(store)
    assert (one.right, one.wrong) == (frozenset(), {"elternarbeit"})
    assert [line["wrong"] for line in exported(store)] == [["elternarbeit"]]


def test_a_vote_needs_its_report_and_a_theme_of_the_vocabulary(store, desk, analyser) -> None:
    fill(store, analyser, kiel=HEAT)
    with pytest.raises(NotFoundError):
        take_vote(store, desk.active(), Vote(report="x", theme="ehrenamt", verdict="added"))
    with pytest.raises(BadInputError, match="Thema"):
        take_vote(store, desk.active(), Vote(report="kiel", theme="x", verdict="added"))


def test_votes_outlast_the_deletion_of_their_report(store, desk, analyser) -> None:
    fill(store, analyser, kiel=HEAT)
    take_vote(store, desk.active(), Vote(report="kiel", theme="ehrenamt", verdict="added"))
    store.delete("kiel")
    assert list(voted(store)) == [] and store.themes.count_votes() == 1
    fill(store, analyser, kiel=HEAT)
    assert [one.id for one in voted(store)] == ["kiel"]


def test_learning_takes_effect_and_says_what_changed(store, desk, analyser) -> None:
    desk.use(desk.load(CLIMATE.encode(), name="k.csv", source="Test")[0].version)
    analyser = desk.themed(analyser)
    fill(
        store, analyser, **{f"h{n}": HEAT for n in range(12)}, **{f"r{n}": RAIN for n in range(12)}
    )
    for n in range(12):
        for theme, verdict in (("plan", "added"), ("hitze", "accepted")):
            vote = Vote(report=f"h{n}", theme=theme, verdict=verdict)
            take_vote(store, desk.active(), vote)
        take_vote(store, desk.active(), Vote(report=f"r{n}", theme="regen", verdict="accepted"))
    mark = desk.mark()
    report = learn(store, desk)
    assert report.in_force and report.after.loss < report.before.loss
    assert waiting_votes(store) == 0 and desk.mark() != mark
    learnt = desk.themed(analyser)
    retag(store, learnt)
    assert "plan" in themes(store, "h1") and "plan" not in themes(store, "r1")
    assert "Das Gelernte gilt ab jetzt." in list(sentences_of(report))


def test_contradictory_votes_stay_out_of_force(store, desk, analyser) -> None:
    fill(store, analyser, **{f"h{n}": HEAT for n in range(8)})
    for n in range(8):
        verdict = "added" if n % 2 else "rejected"
        take_vote(store, desk.active(), Vote(report=f"h{n}", theme="ehrenamt", verdict=verdict))
    before = desk.mark()
    report = learn(store, desk)
    assert report.in_force == (report.after.loss < report.before.loss)
    assert (desk.mark() != before) == report.in_force


def test_too_little_feedback_is_said_so(store, desk) -> None:
    with pytest.raises(BadInputError, match="mindestens zwei"):
        learn(store, desk)


def parts_over(store, desk, analyser, **settings) -> Parts:
    finder = Finder(store, MemoryIndex(64), FakeReader())
    parts = Parts(settings=Settings(**settings), store=store, finder=finder, analyser=analyser)
    parts.desk = desk
    return parts
