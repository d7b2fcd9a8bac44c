"""The registry in use: entries follow their reports, decisions and ids outlast everything."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from nlp.errors import BadInputError, NotFoundError
from nlp.registry import Decision, Entry, form_key
from nlp.types import Event, Mention, Project
from service.registry import ProjectRegistry
from service.store import Store
from tests.fakes import analysed_document
from tests.service.databases import is_postgres, raw, url_in
from tests.service.older import without_found
from tests.service.projects import put

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


@pytest.fixture
def registry(store: Store) -> ProjectRegistry:
    return ProjectRegistry(store)


@pytest.fixture
def lotsen(store: Store) -> None:
    put(store, "kiel", "Lotsen", places=("Kiel",))
    put(store, "hamm", "Lotsen", places=("Hamm",))


def reports_of(entries: tuple[Entry, ...]) -> set[frozenset[str]]:
    return {frozenset(entry.reports) for entry in entries}


def ids(registry: ProjectRegistry) -> dict[str, str]:
    """The entry of each report that names one project."""
    return {report: entry.id for entry in registry.all() for report in entry.reports}


# Reports come and go


def test_one_project_of_several_reports_is_one_entry_with_every_mention(
    store: Store, registry: ProjectRegistry
) -> None:
    name = "Brückenbau Gaarden"
    put(store, "b", name, "Brückenbau", programme="XENOS", year=2014)
    put(store, "a", name, places=("Kiel",), year=2012, text=f"{name} in Kiel.\n\n{name}!")
    (entry,) = registry.all()
    detail = registry.detail(entry.id)
    assert (entry.years, entry.programmes) == ((2012, 2014), ("XENOS",))
    assert [(m.report, m.text) for m in detail.mentions] == [
        ("a", name),
        ("a", name),
        ("b", name),
        ("b", "Brückenbau"),
    ]
    for mention in detail.mentions:
        stored = store.get(mention.report).analysis.text
        assert stored[mention.start : mention.end] == mention.text
        assert mention.passage.start <= mention.start < mention.passage.end
        assert mention.around == stored[mention.passage.start : mention.passage.end]


def test_the_registry_follows_deletion_and_new_analysis(
    store: Store, registry: ProjectRegistry
) -> None:
    put(store, "a", "Brückenbau Gaarden")
    put(store, "b", "Brückenbau Gaarden")
    assert reports_of(registry.all()) == {frozenset("ab")}
    put(store, "b", "Stammtischpause")
    assert reports_of(registry.all()) == {frozenset("a"), frozenset("b")}
    store.delete("a")
    assert [entry.name for entry in registry.all()] == ["Stammtischpause"]


def test_a_failing_put_leaves_the_records_as_they_were(
    store: Store, registry: ProjectRegistry
) -> None:
    put(store, "a", "Brückenbau Gaarden")
    analysis, document = analysed_document("a", "Ein Absatz.\n\nNoch einer.")
    with pytest.raises(ValueError, match="zip"):
        store.put(replace(analysis, vectors=analysis.vectors[:1]), document)
    assert [entry.name for entry in registry.all()] == ["Brückenbau Gaarden"]


def test_acronym_and_title_meet_across_reports(store: Store, registry: ProjectRegistry) -> None:
    title = "Kompetenzen ohne Umwege fördern"
    put(store, "a", "KOUF")
    put(store, "b", title)
    assert reports_of(registry.all()) == {frozenset("a"), frozenset("b")}
    put(store, "c", title, "KOUF")
    (entry,) = registry.all()
    assert entry.name == title
    assert {variant.form for variant in entry.variants} == {title, "KOUF"}


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_ingest_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    sources = [
        ("a", "Brückenbau Gaarden", "Brückenbau"),
        ("b", "Brückenbau Gaarden"),
        ("c", "KOUF"),
        ("d", "Kompetenzen ohne Umwege fördern", "KOUF"),
    ]
    with Store(url_in(tmp_path)) as store:
        registry = ProjectRegistry(store)
        for at in order:
            put(store, *sources[at])
        assert reports_of(registry.all()) == {frozenset("ab"), frozenset("cd")}
        assert ids(registry)["a"] == "brueckenbau-gaarden"


# Decisions


@pytest.mark.usefixtures("lotsen")
def test_common_names_in_two_towns_are_a_proposal(registry: ProjectRegistry) -> None:
    ((proposal, entries),) = registry.proposals()
    assert proposal.reason == "common_name"
    assert reports_of(entries) == {frozenset({"kiel"}), frozenset({"hamm"})}


@pytest.mark.usefixtures("lotsen")
def test_a_merge_survives_deletion_and_new_ingest(store: Store, registry: ProjectRegistry) -> None:
    before = ids(registry)
    merged = registry.merge([before["kiel"], before["hamm"]], by="Redaktion")
    assert merged.decision is not None
    assert (merged.decision.by, merged.decision.kind) == ("Redaktion", "merge")
    assert reports_of(registry.all()) == {frozenset({"kiel", "hamm"})}
    store.delete("hamm")
    assert reports_of(registry.all()) == {frozenset({"kiel"})}
    put(store, "hamm", "Lotsen", places=("Hamm",), year=2020)
    assert reports_of(registry.all()) == {frozenset({"kiel", "hamm"})}
    put(store, "hamm", "Lotsen für Hamm", "Lotsen", places=("Hamm",))
    assert reports_of(registry.all()) == {frozenset({"kiel", "hamm"})}
    assert registry.proposals() == ()
    assert ids(registry)["kiel"] == merged.entries[0].id


@pytest.mark.usefixtures("lotsen")
def test_a_merged_entry_is_found_under_both_its_ids(registry: ProjectRegistry) -> None:
    before = ids(registry)
    registry.merge(list(before.values()))
    assert registry.entry(before["kiel"]) == registry.entry(before["hamm"])


@pytest.mark.usefixtures("lotsen")
def test_merging_twice_changes_nothing(store: Store, registry: ProjectRegistry) -> None:
    wanted = list(ids(registry).values())
    registry.merge(wanted)
    again = registry.merge(wanted)
    assert again.decision is None
    assert len(store.projects.decisions()) == 1


@pytest.mark.usefixtures("lotsen")
def test_an_undo_restores_entries_ids_and_proposals(
    store: Store, registry: ProjectRegistry
) -> None:
    before, proposed = registry.all(), registry.proposals()
    merged = registry.merge([entry.id for entry in before])
    assert merged.decision is not None
    undone = registry.undo(merged.decision.id)
    assert registry.all() == before
    assert registry.proposals() == proposed
    assert {entry.id for entry in undone.entries} == {entry.id for entry in before}
    assert registry.undo(merged.decision.id).decision is None
    assert undone.decision is not None
    registry.undo(undone.decision.id)
    assert len(registry.all()) == 1
    assert [d.kind for d in store.projects.decisions()] == ["merge", "undo", "undo"]
    assert [valid for _, valid in registry.decisions()] == [True, False, True]


def test_a_split_stays_and_its_undo_restores(store: Store, registry: ProjectRegistry) -> None:
    for report in "abc":
        put(store, report, "Brückenbau Gaarden")
    (entry,) = registry.all()
    parted = registry.split(entry.id, [("c", "Brückenbau Gaarden")])
    assert reports_of(parted.entries) == {frozenset("ab"), frozenset("c")}
    own = ids(registry)
    assert own["a"] == entry.id != own["c"]
    assert registry.proposals() == ()
    store.delete("c")
    put(store, "c", "Brückenbau Gaarden", "Brückenbau", year=2019)
    put(store, "d", "Brückenbau Gaarden")
    assert reports_of(registry.all()) == {frozenset("abd"), frozenset("c")}
    assert ids(registry)["c"] == own["c"]
    assert parted.decision is not None
    registry.undo(parted.decision.id)
    (whole,) = registry.all()
    assert (whole.id, set(whole.reports)) == (entry.id, set("abcd"))


def test_splitting_twice_changes_nothing_and_after_a_merge_again(
    store: Store, registry: ProjectRegistry
) -> None:
    for report in "ab":
        put(store, report, "Brückenbau Gaarden")
    (entry,) = registry.all()
    first = registry.split(entry.id, [("b", "Brückenbau Gaarden")])
    again = registry.split(entry.id, [("b", "Brückenbau Gaarden")])
    assert again.decision is None
    assert again.entries == first.entries
    registry.merge([e.id for e in first.entries])
    assert len(registry.all()) == 1
    assert registry.split(entry.id, [("b", "Brückenbau Gaarden")]).decision is not None
    assert len(registry.all()) == 2


@pytest.mark.usefixtures("lotsen")
def test_what_is_held_apart_is_not_proposed(store: Store, registry: ProjectRegistry) -> None:
    wanted = list(ids(registry).values())
    registry.keep_apart(wanted)
    assert registry.proposals() == ()
    assert len(registry.all()) == 2
    assert registry.keep_apart(wanted).decision is None
    put(store, "unna", "Lotsen", places=("Unna",))
    assert len(registry.proposals()) == 1


@pytest.mark.usefixtures("lotsen")
def test_wrong_wishes_are_refused(registry: ProjectRegistry) -> None:
    kiel = ids(registry)["kiel"]
    with pytest.raises(NotFoundError):
        registry.entry("fehlt")
    with pytest.raises(NotFoundError):
        registry.merge([kiel, "fehlt"])
    with pytest.raises(BadInputError):
        registry.merge([kiel, kiel])
    with pytest.raises(NotFoundError):
        registry.split(kiel, [("hamm", "Lotsen")])
    with pytest.raises(BadInputError):
        registry.split(kiel, [("kiel", "Lotsen")])
    with pytest.raises(NotFoundError):
        registry.undo(17)
    with pytest.raises(BadInputError):
        registry.find(after="kein Zeiger")


CLOSED = (
    "CREATE TRIGGER closed BEFORE INSERT ON project_homes "
    "BEGIN SELECT RAISE(ABORT, 'readonly database'); END",
)
CLOSED_ON_POSTGRES = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING ERRCODE = '25006'; END $$",
    "CREATE TRIGGER closed BEFORE INSERT ON project_homes FOR EACH ROW EXECUTE FUNCTION refuse()",
)


def test_where_nothing_can_be_written_the_registry_is_read_all_the_same(
    store: Store, registry: ProjectRegistry, tmp_path: Path
) -> None:
    put(store, "a", "Brückenbau Gaarden")
    with raw(url_in(tmp_path)) as connection:
        for statement in CLOSED_ON_POSTGRES if is_postgres() else CLOSED:
            connection.exec_driver_sql(statement)
    assert ids(registry) == {"a": "brueckenbau-gaarden"}
    assert registry.detail("brueckenbau-gaarden").mentions[0].report == "a"
    with raw(url_in(tmp_path)) as connection:
        where = " ON project_homes" if is_postgres() else ""
        connection.exec_driver_sql(f"DROP TRIGGER closed{where}")
    put(store, "b", "Brückenbau Gaarden")
    assert ids(registry) == {"a": "brueckenbau-gaarden", "b": "brueckenbau-gaarden"}
    assert len(store.projects.snapshot()[3]) == 2


@pytest.mark.usefixtures("lotsen")
def test_the_same_wish_at_once_is_one_decision(
    store: Store, registry: ProjectRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, decide = list(ids(registry).values()), store.projects.decide

    def decide_slowly(decision: Decision, **options: Any) -> Decision:
        time.sleep(0.1)
        return decide(decision, **options)

    monkeypatch.setattr(store.projects, "decide", decide_slowly)
    with ThreadPoolExecutor(4) as pool:
        made = [o.decision for o in pool.map(lambda _: registry.merge(wanted), range(4))]
    assert len(store.projects.decisions()) == 1
    (decision,) = filter(None, made)
    registry.undo(decision.id)
    assert len(registry.all()) == 2


@pytest.mark.usefixtures("lotsen")
def test_a_split_gives_back_the_id_from_before_a_merge(
    store: Store, registry: ProjectRegistry
) -> None:
    before = ids(registry)
    entry = registry.merge(list(before.values())).entries[0]
    (leaving,) = {"kiel", "hamm"} - {report for report in before if before[report] == entry.id}
    put(store, leaving, "Anlaufstelle", "Lotsen", places=(leaving.title(),))
    assert ids(registry) == dict.fromkeys(before, entry.id)
    registry.split(entry.id, [(leaving, "Anlaufstelle")])
    assert ids(registry) == before


def test_splitting_twice_by_another_name_of_it_changes_nothing(
    store: Store, registry: ProjectRegistry
) -> None:
    put(store, "a", "Brückenbau Gaarden")
    put(store, "b", "Brückenbau Gaarden", "Brückenbau")
    (entry,) = registry.all()
    first = registry.split(entry.id, [("b", "Brückenbau")])
    for name in ("Brückenbau", "Brückenbau Gaarden"):
        again = registry.split(entry.id, [("b", name)])
        assert (again.decision, again.entries) == (None, first.entries)


# What is kept


def test_ids_are_the_same_after_reopening_and_for_a_second_reader(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        put(store, "a", "Buchstabenhafen")
        first = ids(ProjectRegistry(store))
        put(store, "b", "Buchstabenhafen Veddel")
    with Store(url_in(tmp_path)) as store:
        assert (
            ids(ProjectRegistry(store)) == ids(ProjectRegistry(store)) == first | {"b": first["a"]}
        )


def test_an_id_given_in_between_is_seen_by_another_reader(store: Store) -> None:
    one, other = ProjectRegistry(store), ProjectRegistry(store)
    put(store, "a", "Lotsen", places=("Kiel",))
    assert ids(one) == ids(other)
    put(store, "b", "Lotsen")
    assert ids(other) == ids(one)


def test_reading_again_is_quick_and_writes_nothing(store: Store, registry: ProjectRegistry) -> None:
    put(store, "a", "Brückenbau Gaarden")
    registry.all()
    before = store.projects.revision()
    assert registry.all() is registry.all()
    assert store.projects.revision() == before


def test_only_other_projects_change_the_registry(store: Store, registry: ProjectRegistry) -> None:
    put(store, "a", "Brückenbau Gaarden", "Brückenbau", places=("Kiel",))
    before, revision = registry.all(), store.projects.revision()
    put(store, "a", "Brückenbau Gaarden", "Brückenbau", places=("Kiel",))
    store.put(*analysed_document("ohne", "Ein Absatz.\n\nNoch einer."))
    store.delete("ohne")
    assert store.projects.revision() == revision
    assert registry.all() is before
    put(store, "a", "Brückenbau Gaarden", places=("Kiel",))
    assert registry.all() != before
    store.delete("a")
    assert registry.all() == ()


def test_a_database_of_the_first_version_gets_its_records(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        put(store, "a", "Brückenbau Gaarden", "Brückenbau", places=("Kiel",), year=2012)
        expected = ProjectRegistry(store).all()
    with raw(url_in(tmp_path)) as connection:
        tables = (
            "project_records",
            "project_decisions",
            "project_homes",
            "prints",
            "print_bands",
            "query_log",
        )
        for table in tables:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        without_found(connection)
        connection.exec_driver_sql("DELETE FROM meta")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        # An analysis of that version knows no programme.
        connection.exec_driver_sql(
            "UPDATE reports SET analysis = replace(analysis, '\"programme\":null,', '')"
        )
    with Store(url_in(tmp_path)) as store:
        assert ProjectRegistry(store).all() == expected
        assert store.get("a").analysis.projects[0].programme is None


def test_states_of_reports_are_kept_and_may_be_missing(store: Store, tmp_path: Path) -> None:
    put(store, "a", "Brückenbau Gaarden", text="Brückenbau Gaarden, vorgestellt in Kiel.")
    (entry,) = ProjectRegistry(store).all()
    assert entry.records[0].states == ("Schleswig-Holstein",)
    with raw(url_in(tmp_path)) as connection:
        connection.exec_driver_sql(
            "UPDATE project_records SET record = (record::jsonb - 'states')::text"
            if is_postgres()
            else "UPDATE project_records SET record = json_remove(record, '$.states')"
        )
    (entry,) = ProjectRegistry(store).all()
    assert entry.records[0].states == ()


def test_records_go_with_their_report(store: Store, tmp_path: Path) -> None:
    put(store, "a", "Brückenbau Gaarden")
    store.delete("a")
    with raw(url_in(tmp_path)) as connection:
        assert connection.execute(text("SELECT count(*) FROM project_records")).scalar() == 0


# Search


@pytest.fixture
def shelf(store: Store, registry: ProjectRegistry) -> ProjectRegistry:
    put(store, "a", "Brückenbau Gaarden", "Brückenbau", places=("Kiel",), programme="XENOS")
    put(store, "b", "Lotsen", places=("Hamm",), programme="BIWAQ")
    put(store, "c", "Stammtischpause", places=("Unna",))
    put(store, "d", "Über den Zaun nach Unna")
    return registry


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Brückenbau Gaarden", "Lotsen", "Stammtischpause", "Über den Zaun nach Unna"]),
        ({"name": "brückenbau"}, ["Brückenbau Gaarden"]),
        ({"name": "Bruecken-bau"}, ["Brückenbau Gaarden"]),
        ({"name": " UNNA "}, ["Über den Zaun nach Unna"]),
        ({"place": "unna"}, ["Stammtischpause"]),
        ({"place": "Nordrhein-Westfalen"}, ["Lotsen", "Stammtischpause"]),
        ({"programme": "xenos"}, ["Brückenbau Gaarden"]),
        ({"programme": "Bildung, Wirtschaft, Arbeit im Quartier"}, ["Lotsen"]),
        ({"place": "Hamm", "programme": "XENOS"}, []),
        ({"name": "%"}, []),
        ({"name": "'; DROP TABLE reports; --"}, []),
    ],
)
def test_entries_are_found(
    shelf: ProjectRegistry, wanted: dict[str, str], found: list[str]
) -> None:
    page = shelf.find(**wanted)
    assert [entry.name for entry in page.entries] == found
    assert (page.total, page.next) == (len(found), None)


def test_pages_hold_every_entry_once(shelf: ProjectRegistry) -> None:
    names, after = [], None
    while True:
        page = shelf.find(after=after, limit=1)
        names += [entry.name for entry in page.entries]
        after = page.next
        if after is None:
            break
    assert names == [entry.name for entry in shelf.all()]


def test_a_page_goes_on_though_its_last_entry_is_gone(store: Store, shelf: ProjectRegistry) -> None:
    page = shelf.find(limit=2)
    store.delete("b")
    assert [e.name for e in shelf.find(after=page.next, limit=1).entries] == ["Stammtischpause"]


@pytest.mark.parametrize(
    "name",
    ["'; DROP TABLE reports; --", "<b>x</b>", "Lern" * 5000, "a\u202eb", "%s :name {0}", "\\"],
)
def test_hostile_names_are_kept_as_they_are(
    store: Store, registry: ProjectRegistry, name: str
) -> None:
    put(store, "a", name)
    (entry,) = registry.all()
    assert entry.name == name
    assert registry.detail(entry.id).mentions[0].text == name
    assert [e.name for e in registry.find(name=name[:50]).entries] == [name]


# What takes time here is no database.
@pytest.mark.slow
@pytest.mark.parametrize("each_database", ["sqlite"], indirect=True)
def test_thousands_of_projects_are_built_in_seconds(
    store: Store, registry: ProjectRegistry
) -> None:
    for report in range(100):
        names = [f"Sprachbrücke {report % 40} Nordstadt {at}" for at in range(50)]
        body = "\n".join(names)
        analysis, document = analysed_document(f"r{report}", body)
        mentions = tuple(
            Mention(start=body.index(n), end=body.index(n) + len(n), text=n, label="PROJECT")
            for n in names
        )
        projects = tuple(Project(name=n, mentions=(at,)) for at, n in enumerate(names))
        store.put(replace(analysis, mentions=mentions, projects=projects, event=Event()), document)
    began = time.process_time()
    assert sum(len(entry.records) for entry in registry.all()) == 5000
    assert time.process_time() - began < 15
    began = time.process_time()
    registry.find(name="nordstadt 7", limit=20)
    assert time.process_time() - began < 1
    assert form_key("Sprachbrücke 1 Nordstadt 2") in {
        record.ref.key for entry in registry.all() for record in entry.records
    }
