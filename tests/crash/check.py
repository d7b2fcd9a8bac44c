"""Compares a data folder with what was promised, as the next program finds it."""

from __future__ import annotations

from pathlib import Path

from service.store import Store
from service.verify import verified
from tests.crash.ledger import GONE, Ledger
from tests.crash.programs import encoder_in, opened, settings_of
from tests.crash.reader import encoder_of


def differences(folder: Path, ledger: Ledger) -> list[str]:
    """What is otherwise than it should be; the ledger then knows what is there.

    The index is opened, and brought up to date, as by a service that starts.
    """
    with opened(folder, "serve") as space:
        found = list(_promised(space.store, ledger))
        if waiting := space.store.pending():
            found.append(f"{len(waiting)} changes wait after the start")
    settings = settings_of(folder)
    encoder = encoder_of(encoder_in(folder))
    for finding in verified(settings, encoder, version=None):
        if finding.fault:
            found.append(finding.what)
    return found


def _promised(store: Store, ledger: Ledger):
    yield from ledger.faults
    texts = {each.id: each.analysis.text for each in all_reports(store)}
    yield from _reports(texts, ledger, open_texts(store, ledger))
    said = [vote.by for vote in store.themes.votes()]
    said += [decision.by for decision in store.projects.decisions()]
    for token in ledger.said - set(said):
        yield f"{token} was acknowledged and is lost"
    for token in {token for token in said if said.count(token) > 1}:
        yield f"{token} is there twice"
    for token in set(said) - ledger.said - ledger.perhaps:
        yield f"{token} was never said"
    ledger.agreed(texts, set(said))


def _reports(texts, ledger: Ledger, still: dict[str, str]):
    for name in texts.keys() | ledger.reports.keys() | still.keys():
        may = list(ledger.reports.get(name, [GONE]))
        if name in still:
            may.append(still[name])
        if texts.get(name, GONE) not in may:
            yield f"report {name}: {texts.get(name)!r} in place of {may!r}"


def open_texts(store: Store, ledger: Ledger) -> dict[str, str]:
    """What imports that are not done may store; a job that is done has stored all of its own."""
    states = store.jobs.ids()
    still = dict(ledger.unsure)
    for job, texts in list(ledger.jobs.items()):
        if job not in states:
            ledger.faults.append(f"the job {job} was acknowledged and is lost")
        elif states[job] in {"queued", "running"}:
            still |= texts
            continue
        elif states[job] == "done":
            ledger.reports |= {name: [text] for name, text in texts.items()}
        else:
            ledger.faults.append(f"the job {job} is {states[job]}")
        del ledger.jobs[job]
    return still


def all_reports(store: Store):
    after = None
    while some := store.all(limit=100, after=after):
        yield from some
        after = some[-1].id
