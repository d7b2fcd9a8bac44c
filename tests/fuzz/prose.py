"""German-like reports made by a small grammar, with everything in them that reports get wrong."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

NOUNS = (
    "Eltern Elternarbeit Beratung Jugendliche Fachtag Workshop Netzwerktreffen Schule Übergang"
    " Lotsen Förderung Bundesprogramm Programm Projekt Projekte Träger Verein Ministerium Kommune"
    " Landkreis Stadt Dorf Ehrenamt Integration Sprache Ausbildung Betrieb Erfahrung Ergebnis"
).split()
VERBS = (
    "zeigt fördert berät stellt beginnt endet begleitet empfiehlt unterstützt scheitert lernt"
).split()
SMALL = (
    "der die das und oder mit für in im am vom zum bei nach von durch aus sowie aber weil dass"
    " nicht sehr auch noch seit zwischen über unter ohne gegen um an auf"
).split()
GIVEN = "Anna Peter Tomke Maria Hans-Peter Jens Fatma Dr. Prof. Frau Herr".split()
LAST = "Beck Müller Harmsen von_der_Leyen McDonald O’Hara Kiel Berlin Posselt Schmidt-Meier".split()
PLACES = (
    "Kiel Berlin Frankfurt_(Oder) Bad_Kissingen Görlitz Halle Freiburg NRW Thüringen Lausitz"
    " Landkreis_Görlitz Berlin-Mitte Sachsen-Anhalt Rostock Ruhrgebiet Wien der_Eifel Essen Weil"
).split()
TITLES = (
    "NetzLotsen ELAN Brückenbau KiTaPLUS XENOS JUGEND_STÄRKEN Perspektive_Wiedereinstieg ELAN_–"
    "_Eltern_aktiv Bus! Bildung_integriert IQ Zukunft:_Land Lernen_vor_Ort A B+ 3. a"
).split()
BULLETS = ("• ", "- ", "* ", "– ", "1. ", "a) ", "· ", "▪ ", "•", "1.) ", "  • ", "")
OPEN, CLOSE = "„“”\"»«‚‘’'›‹([{", "“”\"„«»‘’‚'‹›)]}"
MONTHS = "Januar Jan. Februar Mär. März Mai Juni Jul. August Sept. Oktober NOVEMBER Dez.".split()
WEEKDAYS = "Montag Di. Mittwoch, Do, Freitag Samstag Sonntag, den".split()
YEARS = (
    "2013",
    "1999",
    "0000",
    "9999",
    "'13",
    "’07",
    "20",
    "99999999",
    "2013/14",
    "",
    "\uff12\uff10\uff11\uff13",
)


def report(random: Random, length: int) -> str:
    """A report of about so many characters."""
    return "".join(_pieces(random, length))


def _pieces(random: Random, length: int) -> list[str]:
    pieces: list[str] = []
    size = 0
    while size < length:
        piece = random.choice(PARTS)(random)
        pieces.append(piece + random.choice(("\n", "\n\n", " ", "", "\n")))
        size += len(pieces[-1])
    return pieces


def _sentence(random: Random) -> str:
    words = [_word(random) for _ in range(random.randint(2, 25))]
    text = " ".join(words)
    return text[:1].upper() + text[1:] + random.choice((".", ".", ".", "!", "?", ":", " …", ""))


def _word(random: Random) -> str:
    roll = random.random()
    if roll < 0.4:
        return random.choice(SMALL)
    if roll < 0.75:
        return random.choice((*NOUNS, *VERBS)) + random.choice(
            ("", "", "", ",", "-", "s", ":innen")
        )
    return random.choice(NAMES)(random)


def _person(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(LAST)}".replace("_", " ")


def _place(random: Random) -> str:
    lead = random.choice(("in ", "aus ", "im Landkreis ", "", "bei ", "in der Stadt ", "nahe "))
    return lead + random.choice(PLACES).replace("_", " ")


def _title(random: Random) -> str:
    lead = random.choice(("", "Projekt ", "das Projekt ", "Bundesprogramm ", "XENOS-Projekt "))
    return lead + _quoted(random, random.choice(TITLES).replace("_", " "))


def _quoted(random: Random, text: str, depth: int = 0) -> str:
    """In quotation marks or brackets that often do not fit each other."""
    if depth < 5 and random.random() < 0.25:
        text = f"{_quoted(random, text, depth + 1)} {random.choice(TITLES)}".replace("_", " ")
    at = random.randrange(len(OPEN))
    end = at if random.random() < 0.8 else random.randrange(len(CLOSE))
    first = OPEN[at] if random.random() < 0.95 else ""
    return first + text + (CLOSE[end] if random.random() < 0.95 else "")


def _bracketed(random: Random) -> str:
    inside = random.choice((_place, _person, _title, _date, lambda r: r.choice(TITLES)))(random)
    return f"{random.choice(TITLES)} ({inside})".replace("_", " ")


def _date(random: Random) -> str:
    first, second = _moment(random), _moment(random)
    join = random.choice((" bis ", "–", " - ", "/", " und ", ", ", " bis zum ", "."))
    return first + join + second if random.random() < 0.4 else first


def _moment(random: Random) -> str:
    day, month = random.choice(("1", "07", "31", "99", "0", "14")), random.randint(0, 14)
    year, blank = random.choice(YEARS), random.choice(("", " ", "\n", "\xa0", "  "))
    return random.choice(
        (
            f"{day}.{month}.{year}",
            f"{day}.{blank}{month:02}.{blank}{year}",
            f"{day}.{blank}{random.choice(MONTHS)}{blank}{year}",
            f"{day}./{day}. {random.choice(MONTHS)} {year}",
            f"{random.choice(MONTHS)} {year}",
            f"{random.choice(WEEKDAYS)} {day}.{month}.{year}",
            f"{year}-{month:02}-{day}",
            f"{day}/{month}/{year}",
            "31.02.0000",
            "99.99.9999999",
            f"{year}",
            f"{random.choice(('gestern', 'am Donnerstag', 'heute', 'vergangenen Mittwoch'))}",
            f"{random.choice(('I.', '2.', '0.', '9.'))} Quartal {year}",
            f"{random.choice(('in den letzten', 'seit'))} {random.randint(0, 999)} Jahren",
            f"{day} Uhr",
        )
    )


def _organisation(random: Random) -> str:
    noun = random.choice(NOUNS)
    return random.choice(
        (
            f"Verein für {noun} und {random.choice(NOUNS)} e. V.",
            f"Bundesministerium für {noun}, {random.choice(NOUNS)} und Soziales (BMAS)",
            f"{noun}werk gGmbH",
            f"Jobcenter {random.choice(PLACES)}".replace("_", " "),
            f"Universität {random.choice(PLACES)}".replace("_", " "),
        )
    )


def _list(random: Random) -> str:
    bullet = random.choice(BULLETS)
    items = [f"{bullet}{_bracketed(random)}" for _ in range(random.randint(1, 12))]
    head = random.choice(("Vorgestellt wurden drei Projekte:", "Projekte:", "Themen", ""))
    return "\n".join((head, *items))


def _heading(random: Random) -> str:
    return " ".join(random.choices(NOUNS, k=random.randint(1, 6)))


def _line_of_service(random: Random) -> str:
    return random.choice(
        ("Startseite › Aktuelles › Rückblick", "Drucken | E-Mail", "Impressum", "mehr lesen", "[1]")
    )


def _labelled(random: Random) -> str:
    label = random.choice("Projektname Ort Datum Träger Programm Wann Wo Titel Moderation".split())
    return f"{label}: {random.choice(NAMES)(random)}"


def _hyphenated(random: Random) -> str:
    text = _sentence(random)
    at = random.randrange(len(text) + 1)
    return f"{text[:at]}-\n{text[at:]}"


def _fused(random: Random) -> str:
    return "".join(word.capitalize() for word in random.choices(NOUNS, k=random.randint(2, 5)))


def _wrapped(random: Random) -> str:
    words = " ".join(_sentence(random) for _ in range(8)).split()
    width, lines, line = random.choice((50, 70, 90, 120)), list[str](), ""
    for word in words:
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line += f" {word}" if line else word
    return "\n".join((*lines, line))


def _address(random: Random) -> str:
    return random.choice(
        ("info@beispiel.de", "https://www.beispiel.de/a?b=c&d=<e>", "Hauptstraße 12a, 24103 Kiel")
    )


NAMES: tuple[Callable[[Random], str], ...] = (
    _person, _place, _place, _title, _title, _bracketed, _date, _organisation, _address, _fused,
)  # fmt: skip
PARTS: tuple[Callable[[Random], str], ...] = (
    _sentence, _sentence, _sentence, _sentence, _list, _heading, _line_of_service, _labelled,
    _hyphenated, _fused, _wrapped, _date,
)  # fmt: skip
QUESTION_STARTS = (
    "Wie gelingt ", "Welche Projekte ", "Was hat sich bewährt bei ", "Warum scheitert ",
    "Zeige Berichte zu ", "wir suchen ", "Elternarbeit ", "Erfahrungen mit ", "Gibt es ", "",
)  # fmt: skip


def question(random: Random, length: int) -> str:
    """What somebody may type into the search; some of it in small letters."""
    words: list[str] = [random.choice(QUESTION_STARTS)]
    while sum(map(len, words)) < length:
        words.append(random.choice((_word, _place, _date, _title))(random) + " ")
    text = "".join(words) + random.choice(("?", "", ".", "!"))
    return text.lower() if random.random() < 0.3 else text
