"""Cleaning, segments and the readers of files."""

from __future__ import annotations

import csv as tables
import io
import json
import unicodedata
import zipfile
from functools import lru_cache
from random import Random
from xml.sax.saxutils import escape, quoteattr

from corpus.documents import Document, Refusal, read_each
from corpus.readers import html, pdf
from corpus.readers.content import Limits
from corpus.readers.text import repaired
from nlp.clean import UNSEEN, clean
from nlp.errors import BadInputError, FundstelleError
from nlp.language import is_german
from nlp.segment import LONGEST_SENTENCE, blocks, passages, sentences
from nlp.title import title_of
from nlp.types import Span
from tests.fuzz.oracles import apart, covered, holds
from tests.fuzz.targets.chance import chance
from tests.fuzz.targets.target import Target

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "cp850")
NAMES = ("a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.pdf", "a.docx", "", "ä\n.txt")
KINDS = (None, "text/html", "text/csv", "application/json", "text/plain; charset=x", "\udc80")


def cleaning(text: str) -> object:
    """Clean text is NFC, shows all it has, and stays as it is."""
    done = clean(text)
    holds(clean(done) == done, "cleaning twice changes more")
    holds(unicodedata.is_normalized("NFC", done), "not in NFC")
    holds(not unseen_in(done), f"unseen: {unseen_in(done)!r:.60}")
    title = title_of(done)
    holds("\n" not in title and len(title) <= 2 * 200 + 4, f"title {title!r:.80}")
    return done, title, is_german(done), repaired(text)


@lru_cache(maxsize=1)
def _unseen() -> frozenset[str]:
    codes = {code for first, last in UNSEEN for code in range(first, last + 1)}
    return frozenset(map(chr, codes)) | frozenset("\r\x0b\x0c\x85\xa0\u2028\u2029\u3000")


def unseen_in(text: str) -> set[str]:
    """Signs that no clean text has."""
    return set(text) & _unseen()


def segments(text: str) -> object:
    """Blocks, sentences and passages lie in order and leave nothing out."""
    text = clean(text)
    parts = blocks(text)
    lines = sentences(text, parts)
    tiles = passages(text, parts, lines)
    apart(text, parts, "blocks")
    apart(text, lines, "sentences")
    apart(text, tiles, "passages")
    covered(text, parts, "blocks")
    holds(all(s.end - s.start <= LONGEST_SENTENCE for s in lines), "a sentence is too long")
    _one_holder(lines, tiles, "passage")
    _one_holder(lines, parts, "block")
    return parts, lines, tiles


def _one_holder(inner: tuple[Span, ...], outer: tuple[Span, ...], what: str) -> None:
    """Each of the inner spans lies in one of the outer ones; both in order."""
    at = 0
    for span in inner:
        while at < len(outer) and outer[at].end <= span.start:
            at += 1
        holds(
            at < len(outer) and outer[at].start <= span.start and span.end <= outer[at].end,
            f"a sentence at {span.start}:{span.end} lies in no {what}",
        )


def files(text: str) -> object:
    """Any bytes under any name are documents, or refused in German."""
    random = chance(text)
    data = _as_bytes(random, text)
    name, kind = random.choice(NAMES), random.choice(KINDS)
    found = list(read_each(data, name=name, media_type=kind))
    for each in found:
        if isinstance(each, Refusal):
            holds(isinstance(each.error, FundstelleError) and str(each.error), "no reason")
        else:
            _check_document(each)
    ids = [each.id for each in found if isinstance(each, Document)]
    holds(len(ids) == len(set(ids)), "two documents of one id")
    return [each if isinstance(each, Document) else (each.name, str(each.error)) for each in found]


def _check_document(each: Document) -> None:
    holds(clean(each.text) == each.text, "a document's text is not clean")
    holds(each.id.strip() and not unseen_in(each.id), f"id {each.id!r:.60}")
    holds(each.title is None or each.title.strip(), "an empty title")
    each.text.encode()
    each.id.encode()


def _as_bytes(random: Random, text: str) -> bytes:
    makers = (_encoded, _encoded, _damaged, _json_lines, _json_list, _table, _docx, _odt)
    return random.choice(makers)(random, text)


def _encoded(random: Random, text: str) -> bytes:
    encoding = random.choice(ENCODINGS)
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    return text.encode(encoding, errors)


def _damaged(random: Random, text: str) -> bytes:
    data = bytearray(_encoded(random, text))
    for _ in range(min(len(data), random.choice((1, 5, 200)))):
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def _json_lines(random: Random, text: str) -> bytes:
    rows = [{"text": part, "id": part[:8], "title": part[8:60]} for part in text.split("\n")[:300]]
    return "\n".join(json.dumps(row, ensure_ascii=random.random() < 0.8) for row in rows).encode(
        "utf-8", "surrogatepass"
    )


def _json_list(random: Random, text: str) -> bytes:
    odd = (None, 1, [], {"text": 1}, {"text": text, "id": -0.0}, {"text": text, "id": 10**30}, "a")
    return json.dumps([random.choice(odd) for _ in range(4)], indent=1).encode()


def _table(random: Random, text: str) -> bytes:
    out = io.StringIO()
    writer = tables.writer(out, delimiter=random.choice(",;\t"), lineterminator="\n")
    writer.writerow(
        random.choice((["text"], ["id", "title", "text"], ["Text ", "x"], ["text"] * 2))
    )
    for line in text.replace("\0", "").split("\n")[:300]:
        writer.writerow([line[:9], line[9:50], line])
    return out.getvalue().encode("utf-8", "surrogatepass")


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def _docx(random: Random, text: str) -> bytes:
    body = "".join(_word_paragraph(random, line) for line in xml_text(text).split("\n"))
    if random.random() < 0.3:
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return _zipped({"word/document.xml": f"<w:document {_WORD}>{body}</w:document>"})


def _word_paragraph(random: Random, line: str) -> str:
    style = random.choice(("", "Title", "Heading1", "ListBullet"))
    format_ = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>"
    return f"<w:p>{format_}<w:r><w:t>{escape(line)}</w:t><w:tab/></w:r></w:p>"


def _odt(random: Random, text: str) -> bytes:
    tag = random.choice(("text:p", "text:h"))
    body = "".join(f"<{tag}>{escape(line)}</{tag}>" for line in xml_text(text).split("\n"))
    document = f"<office:document-content {_ODT}>{body}</office:document-content>"
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": document})


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def xml_text(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n"
        or " " <= sign <= "\ud7ff"
        or "\ue000" <= sign <= "\ufffd"
        or sign > "\uffff"
    )


def pages_of_pdf(text: str) -> object:
    """The lines of pages, as a PDF gives them, become paragraphs."""
    random = chance(text)
    lines = [line.strip() for line in text.split("\n")]
    size = random.choice((3, 20, 40, 1_000))
    pages = [lines[at : at + size] for at in range(0, len(lines), size)]
    found = pdf._paragraphs(pdf._without_frame(pages))
    holds(all(part.strip() for part in found), "an empty paragraph")
    return found


def web_pages(text: str) -> object:
    """Any text is a page; what is marked up shows its words, and no script and no style."""
    random = chance(text)
    plain = xml_text(clean(text))
    source = _marked_up(random, plain)
    try:
        content = html.read(source.encode("utf-8", "surrogatepass"), Limits())
    except BadInputError as error:
        return str(error)
    holds("UNSICHTBAR" not in content.text, "hidden text is read")
    return content


def _marked_up(random: Random, text: str) -> str:
    if random.random() < 0.3:
        return f"<html>{text}"
    tags = "p div h1 li td b span pre article nav main ul table br header section".split()
    pieces = ["<html><head><title>", escape(text[:40]), "</title></head><body>"]
    for line in text.split("\n"):
        tag = random.choice(tags)
        pieces += [f"<{tag} {random.choice(ATTRIBUTES)}>", escape(line), random.choice(ENDS)(tag)]
        pieces.append(random.choice(HIDDEN) if random.random() < 0.1 else "")
    return "".join(pieces)


ATTRIBUTES = (
    "",
    "class=a",
    "id='<'",
    'title="&quot;"',
    "lang=de",
    "=",
    "\x01",
    "a" * 30,
    "role=main",
)
ENDS = (lambda tag: f"</{tag}>", lambda tag: f"</{tag}>", lambda _: "", lambda _: "</b></p>")
HIDDEN = (
    "<script>UNSICHTBAR</script>",
    "<style>UNSICHTBAR</style>",
    "<p hidden>UNSICHTBAR</p>",
    "<div style='display: none'>UNSICHTBAR</div>",
    "<!-- UNSICHTBAR -->",
    "<template>UNSICHTBAR</template>",
    "<p aria-hidden=true>UNSICHTBAR</p>",
)

CLEANING = (
    Target(name="clean", check=cleaning),
    Target(name="segment", check=segments),
    Target(name="readers", check=files),
    Target(name="pdf-lines", check=pages_of_pdf),
    Target(name="html", check=web_pages),
)
