"""German goes through, however short; other languages do not."""

from __future__ import annotations

import time

import pytest

from nlp.language import is_german

OTHERS = {
    "en": "The project has shown that parents are the most important partners when young people "
    "choose a career. It was funded by the European Social Fund.",
    "nl": "Het project heeft laten zien dat ouders de belangrijkste partners zijn als jongeren een "
    "beroep kiezen. De gemeente en de scholen werken nu nauw samen.",
    "da": "Projektet har vist, at forældre er de vigtigste partnere, når unge vælger uddannelse. "
    "Kommunen og skolerne arbejder nu tæt sammen om overgangen.",
    "sv": "Projektet har visat att föräldrar är de viktigaste parterna när unga väljer yrke och "
    "kommunen arbetar nu nära tillsammans med skolorna.",
    "fr": "Le projet a montré que les parents sont les partenaires les plus importants dans le "
    "choix du métier. La commune et les écoles travaillent ensemble.",
    "tr": "Proje, gençlerin meslek seçiminde ebeveynlerin en önemli ortaklar olduğunu gösterdi. "
    "Belediye ve okullar artık birlikte çalışıyor.",  # noqa: RUF001
    "pl": "Projekt pokazał, że rodzice są najważniejszymi partnerami, gdy młodzi ludzie wybierają "
    "zawód. Gmina i szkoły pracują teraz razem.",
    "es": "El proyecto ha mostrado que los padres son los socios más importantes cuando los "
    "jóvenes eligen una profesión. El municipio trabaja con las escuelas.",
    "it": "Il progetto ha mostrato che i genitori sono i partner più importanti quando i giovani "
    "scelgono un mestiere. Il comune lavora con le scuole.",
    "ru": "Проект показал, что родители являются важнейшими партнёрами при выборе профессии.",
    "ar": "أظهر المشروع أن الآباء هم أهم الشركاء عندما يختار الشباب مهنة.",
    "hi": "परियोजना ने दिखाया कि माता पिता सबसे महत्वपूर्ण साझेदार हैं।",
    "vi": "Dự án đã cho thấy cha mẹ là những đối tác quan trọng nhất khi giới trẻ chọn nghề.",
    "la": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
    "eu": "Proiektuak erakutsi zuen gurasoak bazkide garrantzitsuenak direla gazteek lanbidea "
    "aukeratzen dutenean eta udalak ikastetxeekin batera lan egiten duela orain. Horrela gazteek "
    "beren etorkizuna hobeto antola dezakete eta familiek laguntza jasotzen dute eskolan, "
    "udalean eta auzoan, urte osoan zehar.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_languages_are_refused(text: str) -> None:
    assert not is_german(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fachtag Ganztag",
        "Kiel, 14. November 2013",
        "Teilnehmende: Anna Müller (AWO), Dr. Şirin Aslan, Jean-Luc Dupont, Piet van den Berg",
        "Yılmaz Kılıç",  # noqa: RUF001
        "Wir danken allen.",
        "Redaktion: A. Theobald, S. Groß. Stand: 12/2016",
        "Unter dem Motto „Let's go to the top of the world“ traf sich das Netzwerk in Kiel und "
        "sprach über die Frage, wie es mit den Angeboten weitergehen soll.",
        "Das Projekt „Welcome to the Job“ hilft Jugendlichen auf dem Weg in die Ausbildung.",
        "Workshop, Coaching, Mentoring, Matching",
        "2019 2020 2021",
        "",
    ],
)
def test_german_notes_names_and_quotations_pass(text: str) -> None:
    assert is_german(text)


def test_capitals_do_not_hide_a_language() -> None:
    assert not is_german(OTHERS["en"].upper())
    assert is_german("DIE STADT HAT MIT DEN SCHULEN BERATEN.")


def test_a_german_report_with_an_english_summary_passes() -> None:
    german = "Die Stadt hat mit den Schulen und dem Jugendamt über die Übergänge beraten. " * 6
    assert is_german(german + OTHERS["en"])


def test_a_text_of_two_million_signs_is_judged_at_once() -> None:
    text = "Die Stadt hat mit den Schulen beraten. " * 50_000
    start = time.process_time()
    assert is_german(text)
    assert not is_german(OTHERS["en"] * 10_000)
    assert time.process_time() - start < 2
