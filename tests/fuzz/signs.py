"""Random Unicode: all that can stand in a text, most of all what hardly ever does."""

from __future__ import annotations

from random import Random

POOLS: tuple[str, ...] = (
    "abcdefghijklmnopqrstuvwxyzäöüß",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜẞ",
    "0123456789" * 2 + "٠١٢٣۴५۶೭๙０１²³¹½Ⅷ①",
    " " * 12 + "\t\xa0\u1680\u2002\u2009\u202f\u205f\u3000",
    "\n" * 6 + "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    ".,;:!?-–—…•*·/|()[]{}<>&%#@_=+~^`$§",
    "„“”\"»«‚‘’'›‹",
    "\u0300\u0301\u0308\u0323\u0327\u0328\u0344\u0345\u0f73\u0f75\u0f81\u20dd\u3099\ufe20",
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c",
    "\u200b\u200c\u200d\u2060\ufeff\xad\u180e\u034f\ufe0f\ufe0e",
    "\ud800\udbff\udc00\udcff\udfff\ufffd\ufffe\uffff\U0001fffe\U0010ffff",
    "".join(map(chr, range(0x20))) + "\x7f\x80\x85\x9f",
    "ßİ\u0131ŉǰΐΰﬁﬂﬀﬃǅǈᾳᾈ\u017fKÅΩϴẞŸµΣς",
    "\u2126\u212a\u212b\u1d15e\ufb1f\U0001d15e\U0001d1c0\uf900\ufa0e\u0958\u2adc",
    "가각힣각日本語中文עבריתالعربيةภาษาไทยहिन्दीελληνικάКириллица",
    "😀👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽𝔘𝕟𝟘🄰",
    "\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef",
    "<>&\"'\\/=`",
)
"""Kinds of signs that readers of text trip over."""


def odd_text(random: Random, length: int) -> str:
    """``length`` code points; halves of pairs may be among them, as after careless decoding."""
    shape = random.choice((_mixed, _mixed, _mixed, _runs, _long_line, _breaks, _anything))
    return shape(random, length)[:length]


def _mixed(random: Random, length: int) -> str:
    pools = random.sample(POOLS, random.randint(1, 6))
    return "".join(random.choice(random.choice(pools)) for _ in range(length))


def _runs(random: Random, length: int) -> str:
    pieces: list[str] = []
    size = 0
    while size < length:
        piece = random.choice(random.choice(POOLS)) * random.choice((1, 2, 3, 30, 31, 32, 200))
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)


def _long_line(random: Random, length: int) -> str:
    alphabet = "".join(random.sample(POOLS[:4], 2)).replace("\n", "")
    return "".join(random.choices(alphabet, k=length))


def _breaks(random: Random, length: int) -> str:
    return "".join(random.choices(POOLS[4] + " ", k=length))


def _anything(random: Random, length: int) -> str:
    return "".join(map(chr, random.choices(range(0x110000), k=length)))
