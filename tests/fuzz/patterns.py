"""All patterns of the code, and texts made from a pattern's own structure to slow it down.

``python -m tests.fuzz.patterns`` searches them all with 50,000 characters each.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.fuzz.session import HangError, within

PACKAGES = ("nlp", "corpus", "service")
LENGTH = 50_000
SECONDS = 0.2
PROBE = 2_000
"""Characters that are tried first: what is fast with these cannot be slow with more."""
HOPELESS = 1.5
SHARE, STEEP = 4, 8
"""A part of the text, and how many times as long as for it a search may take for the whole: in
proportion it is 4 times, with the square 16."""
SIGNS = "aA1 .\n-,(„“)\"ßä:/|•–\tx0_'’&@<>!?;=%#\u0301\u00ad\0"
"""What is tried, in this order, for a sign that a pattern asks for."""
SIGNS_TRIED = 3

Tree = Iterable[tuple[Any, Any]]
_parser: Any = re._parser  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pattern and where it stands."""

    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A pattern with the text that it takes long for."""

    found: Found
    text: str
    seconds: float


# Patterns


@lru_cache(maxsize=1)
def patterns() -> tuple[Found, ...]:
    """Those that modules keep and those that stand in their functions, each once."""
    known: dict[tuple[str, int], Found] = {}
    for module in modules():
        for found in (*_kept(module), *_inline(module)):
            known.setdefault((found.pattern.pattern, found.pattern.flags), found)
    return tuple(known.values())


def modules() -> Iterator[ModuleType]:
    """All modules of the packages but the migrations, which are scripts."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for about in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations" not in about.name and not about.name.endswith("__main__"):
                yield importlib.import_module(about.name)


def _kept(module: ModuleType) -> Iterator[Found]:
    for name, value in vars(module).items():
        if not name.startswith("__"):
            for pattern in _inside(value):
                yield Found(where=f"{module.__name__}.{name}", pattern=pattern)


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _inside(each)


def _inline(module: ModuleType) -> Iterator[Found]:
    """``re.search(r"…", text)`` inside of functions, where its parts are names of the module."""
    for node in ast.walk(ast.parse(_source(module))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        if isinstance(owner, ast.Name) and owner.id == "re" and node.args:
            pattern = _evaluated(node, module)
            if pattern is not None:
                yield Found(where=f"{module.__name__}:{node.lineno}", pattern=pattern)


def _source(module: ModuleType) -> str:
    return Path(module.__file__).read_text(encoding="utf-8") if module.__file__ else ""


def _evaluated(call: ast.Call, module: ModuleType) -> re.Pattern[str] | None:
    flags = [each for each in (*call.args[1:], *(k.value for k in call.keywords)) if _is_flag(each)]
    try:
        pattern = eval(ast.unparse(call.args[0]), vars(module))  # our own source
        value = sum(int(eval(ast.unparse(flag), vars(module))) for flag in flags)
        return re.compile(pattern, value) if isinstance(pattern, str) else None
    except (NameError, TypeError, AttributeError):
        return None


def _is_flag(node: ast.expr) -> bool:
    return bool(re.match(r"re\.[A-Z]+(?: \| re\.[A-Z]+)*$", ast.unparse(node)))


# Attacks


def attacks(pattern: re.Pattern[str], length: int, signs: int = SIGNS_TRIED) -> Iterator[str]:
    """Texts of about ``length`` that make much work for a pattern with the wrong structure.

    ``signs``: how many of the signs that fit somewhere are tried there.
    """
    for unit, end in dict.fromkeys(_units(pattern, signs)):
        if unit:
            yield unit * max(1, length // len(unit)) + end


def _units(pattern: re.Pattern[str], signs: int) -> Iterator[tuple[str, str]]:
    for plain in ("a", "A", "1", " ", "\n", "Aa ", "a, ", "1.1.", "("):
        yield plain, "\0"
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    for first in range(signs):
        whole = _sample(tree, first)
        yield whole, ""
        yield whole[:-1], "\0"
        for prefix, body in _pumps(tree, "", first):
            yield body, "\0"
            yield prefix + body, "\0"
            yield f" {prefix}{body}", ""
            yield f"\n{prefix}{body}", ""


def opened(pattern: re.Pattern[str], length: int, signs: int = SIGNS_TRIED) -> Iterator[str]:
    """What a pattern begins with once, and then one of its repetitions over and over."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    for first in range(signs):
        for prefix, body in dict.fromkeys(_pumps(tree, "", first)):
            if body:
                yield prefix + body * (length // len(body)) + "\0"


def _pumps(tree: Tree, prefix: str, choice: int) -> Iterator[tuple[str, str]]:
    """For each repetition what stands before it, and what is repeated."""
    for operator, value in tree:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            body = _sample(value[2], choice)
            yield prefix, body
            yield from _pumps(value[2], prefix, choice)
        elif name == "SUBPATTERN":
            yield from _pumps(value[3], prefix, choice)
        elif name == "ATOMIC_GROUP":
            yield from _pumps(value, prefix, choice)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps(branch, prefix, choice)
        prefix += _sample([(operator, value)], choice)


def _sample(tree: Tree, choice: int) -> str:
    """A text that fits, as far as one sign after the other can tell."""
    return "".join(_fitting(str(operator), value, choice) for operator, value in tree)


def _fitting(name: str, value: Any, choice: int) -> str:
    if name == "LITERAL":
        return chr(value)
    if name == "NOT_LITERAL":
        return _sign(lambda sign: ord(sign) != value, choice)
    if name == "ANY":
        return SIGNS[choice]
    if name == "IN":
        return _sign(lambda sign: _in_set(value, sign), choice)
    if name == "BRANCH":
        return _sample(value[1][choice % len(value[1])], choice)
    if name == "SUBPATTERN":
        return _sample(value[3], choice)
    if name == "ATOMIC_GROUP":
        return _sample(value, choice)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _sample(value[2], choice) * max(value[0], min(1, value[1]))
    return ""


def _sign(fits: Callable[[str], bool], choice: int) -> str:
    fitting = [sign for sign in SIGNS if fits(sign)]
    return fitting[choice % len(fitting)] if fitting else _rare(fits)


def _rare(fits: Callable[[str], bool]) -> str:
    return next((chr(code) for code in range(0x3000) if fits(chr(code))), "")


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda sign: sign.isalnum() or sign == "_",
}


def _in_set(items: Sequence[tuple[Any, Any]], sign: str) -> bool:
    negated = str(items[0][0]) == "NEGATE"
    return negated != any(_is_one(str(kind), value, sign) for kind, value in items)


def _is_one(kind: str, value: Any, sign: str) -> bool:
    if kind == "LITERAL":
        return ord(sign) == value
    if kind == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    if kind == "CATEGORY":
        name = str(value)
        plain = name.replace("_NOT", "").replace("UNI_", "")
        return ("_NOT" in name) != _CATEGORIES[plain](sign)
    return False


# Time


def slow(
    found: Found, length: int = LENGTH, seconds: float = SECONDS, signs: int = SIGNS_TRIED
) -> Slow | None:
    """The first text for which a search takes longer and which makes it longer out of proportion.

    What takes long in proportion (a window of 140 characters at each place, say) is slow on a slow
    machine only.
    """
    pattern, enough = found.pattern, seconds * (PROBE / length) ** 2
    for number, probe in enumerate(_texts(pattern, PROBE, signs)):
        if _spent(pattern, probe) > enough:
            text, part = (
                next(islice(_texts(pattern, each, signs), number, None))
                for each in (length, length // SHARE)
            )
            spent = _least(pattern, text, seconds)
            if spent > seconds and spent > min(HOPELESS / 2, STEEP * _least(pattern, part, 0)):
                return Slow(found=found, text=text, seconds=spent)
    return None


def _texts(pattern: re.Pattern[str], length: int, signs: int) -> Iterator[str]:
    yield from attacks(pattern, length, signs)
    yield from opened(pattern, length, signs)


def _least(pattern: re.Pattern[str], text: str, seconds: float) -> float:
    """Of up to three searches: a busy machine makes single ones slow."""
    spent = _spent(pattern, text)
    for _ in range(2):
        if seconds < spent < HOPELESS:
            spent = min(spent, _spent(pattern, text))
    return spent


def _spent(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of the processor, ``HOPELESS`` where it does not end."""
    began = time.process_time()
    try:
        with within(HOPELESS):
            pattern.search(text)
    except HangError:
        return HOPELESS
    return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> int:
    """Tells the slow ones; 1 where there is one."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz.patterns", description=__doc__)
    options.add_argument("--characters", type=int, default=LENGTH)
    length = options.parse_args(arguments).characters
    every = patterns()
    bad = 0
    for found in every:
        if told := slow(found, length, SECONDS * length / LENGTH):
            bad += 1
            print(f"{told.seconds:6.2f} s  {found.where}  {told.text[:40]!r}", flush=True)
    print(f"{len(every)} patterns, {bad} slow")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
