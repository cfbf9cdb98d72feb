"""The marks that mail programs set between a reply and what it answers.

Every pattern is bounded. A mark is found in the lines of a text; what it means is decided in `reply`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mailbot.ingest.reply_labels import DATE, FROM, OTHER, SUBJECT, TO

_LABEL: Final = re.compile(
    r"[>\s|*_]{0,20}([^\W\d_][^:\n*]{0,24}?)\s?[*_]{0,2}\s?[:：]\s?[*_]{0,2}(?:\s(.{0,500})|$|(\S.{0,500}))"
)
_TIME: Final = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}")
_SPLIT: Final = re.compile(
    r"[>\s|*_]{0,20}(?:[-_=*—–]{2,40}\s?)?(?:"
    r"(?:ur?sprüngliche|original|originale?|weitergeleitete|vorherige|gesendete|antwort auf)[ -]{1,2}(?:nachricht|"
    r"e-?mail|mail|message|meldung)|"
    r"original[ -]?(?:message|nachricht|e-?mail|mail)|reply message|forwarded message|message (?:d'origine|"
    r"original|transféré)|"
    r"mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)|messaggio (?:originale|inoltrato)|"
    r"oorspronkelijk bericht|"
    r"doorgestuurd bericht|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|wiadomość oryginalna|"
    r"(?:oryginalna|przekazana|treść) wiadomość|исходное сообщение|пересланное сообщение|пересылаемое сообщение|"
    r"původní zpráva|"
    r"orijinal (?:mesaj|ileti)|alkuperäinen viesti|eredeti üzenet|mesaj original|original email|"
    r"原始邮件|轉寄的郵件|转发邮件"
    r")(?: von [^\n]{1,80})?\s{0,3}[:：]?\s{0,3}[-_=*—–]{0,40}\s{0,5}",
    re.IGNORECASE,
)
_FORWARD: Final = re.compile(
    r"weitergeleitet|forwarded|transféré|reenviado|encaminhada|inoltrato|doorgestuurd|пересл|пересыл|przekazana|轉寄|转发",
    re.IGNORECASE,
)
_BEGIN_FORWARD: Final = re.compile(
    r"[>\s|]{0,20}(?:anfang der weitergeleiteten (?:nachricht|e-?mail)|begin forwarded message|"
    r"weitergeleitete nachricht|"
    r"début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato|"
    r"(?:diese|folgende) (?:nachricht|e-?mail|mail) (?:wurde|wird) (?:an sie )?weitergeleitet|"
    r"i apologize begin forwarded message)"
    r"\s{0,3}[:：]?\s{0,3}",
    re.IGNORECASE,
)
_VERB: Final = (
    r"(?:schrieb(?:en)?|schreibt|geschrieben|hat geschrieben|wrote|writes|a écrit|a ecrit|escribió|escribio|"
    r"ha scritto|scrive|escreveu|schreef|"
    r"het volgende geschreven|skrev|skrev följande|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|píše|"
    r"napísal(?:\(a\)|a)?|написал(?:\(а\)|а)?|"
    r"написав(?:\(ла\))?|пише|пишет|yazdı|şunları yazdı|kirjoitti|írta|ezt írta|a scris|написа|napisao(?:\(la\))?|"
    r"je napisao|kirjutas|"
    r"escrigué|skrifaði|كتب|写道|寫道|のメール)"
)
_ENDING: Final = re.compile(
    rf"(?:{_VERB}(?:[^\n:：]|(?<=\d)[:：](?=\d)){{0,180}}|"
    rf"<[^<>\s@]{{1,100}}@[^<>\s]{{1,150}}>{{1,2}}(?:\s?[^\n:]{{0,30}})?)\s?[:：]\s{{0,3}}\Z",
    re.IGNORECASE,
)
_VERB_WORD: Final = re.compile(rf"(?<!\w){_VERB}(?!\w)", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"[\s*_]{0,10}(?:(?:on|am|le|el|il|em|op|den|dnia|w dniu|dne|v|на|в|at|in|i|ma|vom|um)\s[^\n]{0,80}\d|"
    r"(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|pon|wt|śr|czw|pt|sob|"
    r"ndz)[a-zäöüßéèáíóúęąśźżćń]{0,12}\.?,?\s[^\n]{0,40}\d|"
    r"[а-яіїє]{5,12},\s\d|\d{1,4}[-./年 ]|在|[^\n]{0,120}(?:<|@|\[mailto))",
    re.IGNORECASE,
)
_HAS_DATE: Final = re.compile(
    r"\d{1,4}[./-]\s?\d{1,2}[./-]|\d{1,2}(?:st|nd|rd|th|\.|,)?\s(?:de\s)?[^\W\d_]{3,10}\.?,?\s(?:de\s)?(?:\d{2,4}|"
    r"\d{1,2}:)|"
    r"[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:at\s)?\d{2,4}|\d{4}年|\d{1,2}:\d{2}"
)
_HAS_TIME: Final = re.compile(r"\d{1,2}[:.h]\d{2}(?!\.?\d{2,4})|\d{1,2} uhr", re.IGNORECASE)
_HAS_ADDRESS: Final = re.compile(r"[^\s<>@]{1,100}@[^\s<>@]{2,150}")
_PERSONAL: Final = re.compile(
    rf"{_VERB}\s(?:mir|uns|ihm|ihr|ihnen|ich|er|sie|wir|man|me|us|him|her|to me|that|dass|an das|an die|das|die|"
    rf"der|ein|eine|einen|dem|den)\b",
    re.IGNORECASE,
)
QUOTED: Final = re.compile(r"\s{0,3}(?:>|\|(?:\s|$))")
RULE_LINE: Final = re.compile(r"\s{0,3}[_\-–—=*]{10,200}\s{0,3}")
LONGEST_ATTRIBUTION: Final = 420
_ENDS: Final = (":", "：", ">")


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The header lines a program sets over what it quotes: which lines, and the values by meaning."""

    start: int
    end: int
    sender: str
    date: str
    subject: str


def label_of(line: str) -> tuple[str, str]:
    """The meaning of a header line ("from", "date", "to", "subject", "other") and its value; ("", "") for none."""
    match = _LABEL.fullmatch(line[:600])
    if not match:
        return "", ""
    name = " ".join(match[1].lower().split())
    value = (match[2] or match[3] or "").strip(" *_")
    for meaning, names in (("from", FROM), ("date", DATE), ("to", TO), ("subject", SUBJECT), ("other", OTHER)):
        if name in names:
            return meaning, value
    return "", ""


def header_block(lines: list[str], at: int) -> HeaderBlock | None:
    """The header block that begins in line `at`: sender, date with a time or an address, and one line more.

    A letter's own head ("Datum: ...", "Betreff: ...") lacks time and address and is none.
    """
    if not label_of(lines[at])[0]:
        return None
    found: dict[str, str] = {}
    end, wrapped, last = at, 0, ""
    for index in range(at, min(at + 16, len(lines))):
        meaning, value = label_of(lines[index])
        if meaning and meaning in found and meaning != "other":
            break
        if meaning:
            found[meaning], end, wrapped, last = value, index + 1, 0, meaning
        elif not _unquoted(lines[index]):
            if not found or (index > at + 1 and end < index):
                break
        elif wrapped < 3 and last and end == index and _continues(last, found[last], lines, index):
            found[last] = f"{found[last]} {_unquoted(lines[index])}".strip()
            end, wrapped = index + 1, wrapped + 1
        else:
            break
    return _block(at, end, found)


def _continues(last: str, value: str, lines: list[str], index: int) -> bool:
    """Whether a line goes on with the value above: an empty value, a list of addresses, or more labels follow it."""
    if not value or value.endswith((",", ";")):
        return True
    following = lines[index + 1 : index + 3]
    return last in {"to", "other", "subject", "from"} and any(label_of(line)[0] for line in following)


def _block(start: int, end: int, found: dict[str, str]) -> HeaderBlock | None:
    if "from" not in found or len(found) < 3 or not ("date" in found or ("subject" in found and "to" in found)):
        return None
    proven = _HAS_ADDRESS.search(f"{found['from']} {found.get('to', '')}") or _TIME_OF_DAY.search(found.get("date", ""))
    if not proven or ("date" not in found and not _HAS_ADDRESS.search(found["from"])):
        return None
    return HeaderBlock(start, end, found["from"], found.get("date", ""), found.get("subject", ""))


_TIME_OF_DAY: Final = re.compile(r"\d{1,2}[:.h]\d{2}(?![.\d])|\d{1,2} uhr", re.IGNORECASE)


def _unquoted(line: str) -> str:
    return line.strip().lstrip("> |*").strip()


def splits_original(line: str) -> bool:
    """Whether the line says that the original or a forwarded message follows."""
    stripped = line.strip()
    if not stripped or len(stripped) > 140:
        return False
    return bool(_BEGIN_FORWARD.fullmatch(stripped)) or (
        bool(_SPLIT.fullmatch(stripped))
        and (stripped.lstrip("> |*")[:2] in {"--", "__", "==", "—"} or stripped[-1:] in ":-_=—")
    )


def says_forwarded(line: str) -> bool:
    """Whether a splitting line says "forwarded"."""
    return bool(_FORWARD.search(line) or _BEGIN_FORWARD.fullmatch(line.strip()))


def attribution(lines: list[str], at: int) -> int:
    """The line after an attribution ("Am ... schrieb ...:") that begins in line `at`, 0 where none begins there.

    It may be wrapped over six lines. Without "> " below it wants a date with time, or an address, and must not be a
    writer's own sentence ("Am 3.3. schrieb mir Frau X:").
    """
    first = lines[at].strip()
    if not first or not any(line.rstrip().endswith(_ENDS) for line in lines[at : at + 7]):
        return 0
    if len(first) > LONGEST_ATTRIBUTION or not _opens(first):
        return 0
    joined = ""
    for index in range(at, min(at + 7, len(lines))):
        line = lines[index].strip()
        if not _joins(joined, line):
            return 0
        joined = f"{joined.strip()} {line}".strip().replace("< ", "<").replace(" >", ">") if line else f"{joined}\n"
        if line.endswith(_ENDS) and _attributes(joined, lines, index + 1):
            return index + 1
    return 0


def _opens(first: str) -> bool:
    return bool(_OPENING.match(first) or (_VERB_WORD.search(first) and _ENDING.search(first)))


_SENTENCE_END: Final = re.compile(r"(?<!\bprof)(?<!\bdipl)(?<!\bsept)[a-zäöüß]{4}[.!?]\s[A-ZÄÖÜ]")


def _joins(joined: str, line: str) -> bool:
    """Whether a line may belong to the attribution begun: a quoted or empty one hardly ever, no sentence before it."""
    if not joined:
        return True
    if len(joined) + len(line) > LONGEST_ATTRIBUTION or joined.endswith(("!", "?")):
        return False
    if joined.endswith("\n"):
        return line[:1] in {"<", ""}
    if _SENTENCE_END.search(joined):
        return False
    if line.startswith(">"):
        return bool(re.match(rf">\s?(?:{_VERB})?[^\n]{{0,40}}:\Z", line, re.IGNORECASE))
    return not joined.endswith(":") or joined.endswith("mailto:")


def _attributes(joined: str, lines: list[str], after: int) -> bool:
    followed = _followed_by_quote(lines, after)
    if not _ENDING.search(joined):
        bare = followed and re.match(r"\d{4}[-/]\d", joined) and joined.endswith(">") and _HAS_ADDRESS.search(joined)
        return bool(bare)
    verb, date = _VERB_WORD.search(joined), _HAS_DATE.search(joined)
    address, time = _HAS_ADDRESS.search(joined), _HAS_TIME.search(joined)
    if followed:
        return (bool(date or address) and bool(verb or address)) or bool(verb and len(joined) < 80)
    if _PERSONAL.search(joined) or not verb:
        return False
    return bool(date and (time or address))


def _followed_by_quote(lines: list[str], after: int) -> bool:
    for line in lines[after : after + 4]:
        if line.strip():
            return bool(QUOTED.match(line))
    return False
