"""Is a text German? Told by the function words of German and of other languages.

Names, headings and short notes have few function words; they pass unless another language
shows. A long text is judged by samples from its beginning to its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

SAMPLES = 5
SAMPLE_LENGTH = 2_000
LETTERS = re.compile(r"[^\W\d_]+")
WESTERN = re.compile(r"[A-Za-zÀ-ÿẞœŒ]+")
MIN_RUNNING = 30
MIN_SHARE = 0.2

GERMAN = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines und oder aber denn sondern doch
    ist sind war waren wird werden wurde wurden worden sein seine seinen seiner hat haben hatte
    hatten kann können konnte konnten muss müssen soll sollen sollte sollten wollen will darf
    nicht kein keine keinen auch nur noch schon sehr so wie als wenn dass weil damit ob da dort
    hier ich du er sie es wir ihr uns ihnen ihre ihren ihrer ihrem man sich mich dich mir dir
    von vom zu zum zur mit nach bei beim aus auf für über unter vor hinter zwischen gegen ohne
    um durch bis seit während im am ans ins in an dieser diese dieses diesem diesen welche
    alle allen mehr viel viele vielen was wer wo wann warum jede jeder jedes jeden etwa sowie
    beide wieder dann also zwei drei herr frau uhr
    """.split()
)
OTHERS = {
    "en": """the of and to is that it for on with as are was were this be by have has had from
        which or not but they their we you your our will can would there what when who been its
        at if all about into how than these those i he she his her""",
    "nl": """het een van en te dat op zijn niet aan voor met ook als bij er maar om ze door naar
        wordt werd worden deze dit heeft hebben kunnen wij onze uit over nog wel geen meer hij
        zij zich tot hun we ik je de""",
    "fr": """le la les et est un une du que qui dans pour sur avec pas par plus au aux ce cette
        sont ont nous vous ils elle être leur mais ou où se sa ses de""",
    "es": """el la los las y en un una que de del por con para su al como más pero sus este esta
        es son fue ha han también entre sobre muy lo""",
    "it": """il lo la gli le e di che è un una per con non del della dei delle al alla sono come
        più anche nel nella questo questa dal si""",
    "pt": """o a os as e de do da dos das que em um uma para com não por mais como mas foi ao
        ele se na no são também""",
    "da": """og det at en til på er som af med ikke for var et jeg vi han hun har de kan fra
        eller også blev efter deres vil ved om""",
    "no": """og det at en til på er som av med ikke for var et jeg vi han hun har de kan fra
        eller også ble etter deres vil ved om""",
    "sv": """och att det en som på är av för med till ett om har de inte var jag vi han hon den
        från kan eller också efter vid sin deras""",
    "pl": """i w na z do się nie że jest to o jak po za dla przez od są oraz ale był była jego
        jej także który która które ich tym""",
    "cs": """a v na se je že z do o to s pro jako za by ale jsou který která které také byl
        byla jeho při nebo již""",
    "tr": """ve bir bu için ile da de olarak çok daha gibi olan ne en kadar sonra ya ki mi
        değil var oldu ancak her veya""",
    "hu": """a az és hogy nem is egy ez volt meg de csak már mint vagy még el van lesz
        azt ha""",
    "ro": """și în de la cu un o pe care din nu este pentru sunt mai ca au fost sau prin ce
        lui""",
    "fi": """ja on ei se että oli hän myös mutta joka ovat kun niin kuin tai ole""",
    "hr": """i u je na se da su za od s kao koji koja koje ne bi biti iz ili što ali bio""",
    "sq": """dhe në të e një për me që nga është si më së u nuk janë ka""",
    "la": """et in non ad ut cum est sed quod qui ex ac sit amet dolor ipsum lorem sunt
        eius""",
}
FOREIGN = {name: frozenset(words.split()) - GERMAN for name, words in OTHERS.items()}


def is_german(text: str) -> bool:
    """Whether the text is German, or too short to be anything else for sure."""
    runs = LETTERS.findall(_sample(text))
    if len(runs) >= 5 and _share(runs, _is_unusual) > 0.25:
        return False
    words = [run for run in runs if len(run) > 1]  # initials look like Czech or Italian words
    lowered = [word.lower() for word in words]
    german = sum(word in GERMAN for word in lowered)
    foreign = max(sum(word in known for word in lowered) for known in FOREIGN.values())
    return foreign <= max(german, 1) and not _is_other_prose(words, german)


def languages() -> frozenset[str]:
    """The languages that can be told apart, by their ISO 639-1 codes."""
    return frozenset(OTHERS) | {"de"}


def language_shares(text: str, candidates: Sequence[str]) -> dict[str | None, float]:
    """How much speaks for each of the languages, the most likely first; together 1.

    None stands for no language at all: for a text without any of their function words.
    """
    words = [word.lower() for word in LETTERS.findall(_sample(text))]
    known = {
        name: GERMAN if name == "de" else frozenset(OTHERS[name].split()) for name in candidates
    }
    counts = {name: sum(word in own for word in words) for name, own in known.items()}
    total = sum(counts.values())
    shares: dict[str | None, float] = {
        name: round(count / total, 4) if total else 0.0 for name, count in counts.items()
    }
    return {**dict(sorted(shares.items(), key=lambda each: -each[1])), None: 0.0 if total else 1.0}


def _is_other_prose(words: list[str], german: int) -> bool:
    """Whether many words in lower case, no list of names, go with hardly a German one."""
    running = sum(word[0].islower() for word in words)
    return running >= MIN_RUNNING and german < MIN_SHARE * running


def _is_unusual(word: str) -> bool:
    """Whether it has letters that neither German nor its neighbours in the west use."""
    return not WESTERN.fullmatch(word)


def _share(words: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, words)) / len(words) if words else 0.0


def _sample(text: str) -> str:
    if len(text) <= SAMPLES * SAMPLE_LENGTH:
        return text
    step = (len(text) - SAMPLE_LENGTH) // (SAMPLES - 1)
    return " ".join(text[i * step : i * step + SAMPLE_LENGTH] for i in range(SAMPLES))
