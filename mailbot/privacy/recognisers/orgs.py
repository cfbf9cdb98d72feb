"""Employers, doctors, schools, landlords and training providers; not authorities and nationwide bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.grammar import FUNCTION, NOUN_MARKERS, ORG_HEADS, SAYING
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import Reading
from mailbot.privacy.spans import Kind, Span

_FORM: Final = re.compile(
    r"(?<![\w-])(?P<hit>(?:[A-ZÄÖÜ0-9][\w'’.-]{1,40}[ \t]{1,2}(?:(?:&|und|u\.|\+)[ \t]{1,2})?(?:(?:der|die|das|für|am|an|im|in|von|zu)[ \t]{1,2}){0,2}){1,6}"
    r"(?:g?GmbH(?:[ \t]?&[ \t]?Co\.?[ \t]?(?:KG|OHG|KGaA)?)?|GbR|OHG|KG|mbH|UG(?:[ \t]?\(haftungsbeschränkt\))?|AG|eG|SE|e\.?[ \t]?V\.?|e\.?[ \t]?K(?:fm|fr)?\.?|Ltd\.?|Söhne|Partner(?:[ \t]mbB)?))(?![\w])"
)
_LEAD: Final = re.compile(
    r"^(?:(?:Der|Die|Das|Bei|Beim|Von|Firma|Fa\.|Herr|Frau|Sehr|An|Im|In|Am|Als|Wir|Ich|Und|Für|Mit|Unsere?|Meine?|Ihre?|Seine?)[ \t]+)+"
)


def legal_forms(text: str) -> Iterator[Span]:
    """Names that end with a legal form such as GmbH, e.V., & Söhne."""
    for match in _FORM.finditer(text):
        lead = _LEAD.match(match.group("hit"))
        start = match.start("hit") + (lead.end() if lead else 0)
        yield Span(start, match.end("hit"), Kind.ORG, "legal_form", "a name with a legal form")


def _name_run(reading: Reading, index: int) -> int:
    """Index behind the capitalised words (joined by blanks, hyphens, &) that begin at index."""
    end = index
    while end < len(reading.tokens):
        token = reading.tokens[end]
        gap = reading.before(end)
        if end > index and not re.fullmatch(r"[ \t]{1,2}|-|[ \t]?&[ \t]?|[ \t]?\+[ \t]?", gap):
            break
        if not token.capital or token.key in FUNCTION or end - index >= 4:
            break
        end += 1
    return end


def after_heads(reading: Reading) -> Iterator[Span]:
    """What follows a word such as Spedition, Kita, Praxis: its name; in lower-case mails one unknown word."""
    for index, token in enumerate(reading.tokens[:-1]):
        if token.key not in ORG_HEADS or not reading.free(token.start, token.end):
            continue
        follower = reading.tokens[index + 1]
        if not re.fullmatch(r"[ \t]{1,2}[\"'„“»]?|[ \t]?&[ \t]?|:[ \t]{0,8}", reading.gap(index)) or follower.has(
            Flag.OFFICE
        ):
            continue
        if follower.capital and not reading.loud and token.capital:
            end = _name_run(reading, index + 1)
            while end > index + 1 and reading.tokens[end - 1].key in SAYING:
                end -= 1
        else:
            end = index + 2 if not follower.explained or follower.named else index + 1
        if end > index + 1:
            yield Span(
                token.start,
                reading.tokens[end - 1].end,
                Kind.ORG,
                "org_head",
                "a name after the word for a firm or house",
            )


def after_bei(reading: Reading) -> Iterator[Span]:
    """`bei` and two or more capitalised words without an article: the name of a firm."""
    for index, token in enumerate(reading.tokens[:-2]):
        if token.key != "bei" or reading.gap(index) not in {" ", "  ", "\n"}:
            continue
        end = _name_run(reading, index + 1)
        run = reading.tokens[index + 1 : end]
        if len(run) >= 2 and not run[0].has(Flag.OFFICE) and run[0].key not in NOUN_MARKERS:
            if run[0].key in {"herr", "herrn", "frau", "familie", "dr", "hr", "fr"}:
                continue
            yield Span(run[0].start, run[-1].end, Kind.ORG, "bei_firm", "capitalised words without article after bei")
