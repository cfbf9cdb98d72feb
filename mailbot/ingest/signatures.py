"""What stands below a text and is no part of it: the block after "-- ", a program's advertisement, a disclaimer.

The name under a greeting is part of the text and stays.
"""

from __future__ import annotations

import re
from typing import Final

_SEPARATOR: Final = re.compile(r"\s{0,3}[-–—]{2}\s{0,3}")
_MOST_LINES: Final = 16
_LONGEST_BLOCK: Final = 1_500
_PROGRAMS: Final = (
    r"iphone|ipad|ipod|i-?pad|android\w{0,12}|samsung|galaxy|huawei|xiaomi|nokia|htc|sony|motorola|oneplus|pixel|"
    r"blackberry|windows[- ](?:phone|mail|10|\d)|"
    r"outlook|thunderbird|apple mail|k-?9|mailapp|mail[- ]?app|mobile\w{0,8}|mobil(?:gerät|telefon|funk)?\w{0,8}|"
    r"handy|smartphone|tablet|telefon|phone|"
    r"gmx\w{0,6}|web\.de|t-online|telekom|freenet|1&1|ionos|yahoo|aol|proton\s?mail|posteo|tuta\w{0,5}|bluemail|"
    r"fairemail|spark|airmail|mailbox|nine|edison|"
    r"gmail|inbox|cell|device|app\b|email app|mail für windows|mail for windows|copernic|em client|siri|apple watch"
)
_SENT: Final = re.compile(
    r"[\W_]{0,6}(?:"
    rf"(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|über|via|aus|per|auf|vom)(?: (?:der|dem|den|"
    rf"meinem?r?|unterwegs))?[^\n.]{{0,50}}(?:{_PROGRAMS})[^\n]{{0,60}}(?:gesendet|geschickt|verschickt|versendet|"
    rf"versandt|geschrieben)|"
    rf"(?:gesendet|verschickt|versendet|geschickt|gesandt|geschrieben|eilig gesendet|kurz gesendet)\s(?:von|mit|"
    rf"über|via|aus|per|auf|vom|durch)\b[^\n]{{0,140}}|"
    rf"(?:sent|get|email sent|written|typed|delivered|message sent) (?:from|via|with|by|using|on|"
    rf"outlook)\b[^\n]{{0,160}}|get \[?outlook[^\n]{{0,120}}|"
    r"(?:outlook|gmx|web\.de|yahoo|t-online)[^\n]{0,30} (?:für|for) (?:ios|android|mac)[^\n]{0,100}|"
    r"holen sie sich outlook[^\n]{0,120}|"
    rf"from my (?:{_PROGRAMS})[^\n]{{0,60}}|[^\n]{{0,25}}\bfrom (?:my )?mobile|"
    r"diese (?:nachricht|e-?mail|mail) wurde (?:von|mit|auf|unterwegs)[^\n]{0,120}|"
    r"diese e-?mail wurde von [^\n]{0,40}antivirus[^\n]{0,60}|"
    r"(?:envoyé|envoy=c3=a9) (?:depuis|de|à partir)[^\n]{0,120}|enviado (?:desde|do|de|a partir|via)[^\n]{0,120}|"
    r"inviato da[l ][^\n]{0,120}|"
    r"(?:verzonden|verstuurd) (?:vanaf|met|via|van)[^\n]{0,120}|skickat från[^\n]{0,100}|sendt fra[^\n]{0,100}|"
    r"wysłan[eoy] z[^\n]{0,100}|"
    r"отправлено (?:с|из)[^\n]{0,100}|надіслано з[^\n]{0,100}|odesláno z[^\n]{0,100}|(?:iphone|"
    r"ipad)[^\n]{0,12}gönderildi|"
    r"從我的[^\n]{0,20}傳送|发自我的[^\n]{0,40}|[^\n]{0,20}から送信|"
    r"virenfrei\.?[^\n]{0,60}|avast[^\n]{0,100}|virus-free\.?[^\n]{0,60}|www\.avast\.com|"
    r"(?:please )?excuse (?:my |any )?(?:brevity|typos|typoz?e?)[^\n]{0,60}|(?:bitte )?(?:tippfehler|kürze|"
    r"kürze und tippfehler) (?:bitte )?(?:zu )?entschuldig[^\n]{0,60}|"
    r"bitte entschuldigen sie (?:die kürze|tippfehler)[^\n]{0,80}"
    r")[\W_]{0,6}",
    re.IGNORECASE,
)
_JUNK_LINE: Final = re.compile(r"[\s\u1427_*#~=+\-–—.]{0,200}")
_RULES_ONLY: Final = re.compile(r"\s{0,10}(?:[_*#~=+\-–—]{3,200}|\u1427)\s{0,10}")
_DISCLAIMER: Final = re.compile(
    r"[\W_]{0,6}(?:(?:diese|dieses|der inhalt dieser|die in dieser|die informationen in dieser)\s(?:e-?mail|"
    r"nachricht|mail|dokument|schreiben)?[^\n]{0,120}"
    r"(?:vertraulich|ausschließlich für|nur für den|rechtlich geschützt|adressaten)|"
    r"(?:this|the information|the content|the contents)[^\n]{0,120}(?:confidential|privileged|intended (?:only|"
    r"solely|recipient))|"
    r"(?:confidentiality|vertraulichkeits|rechtlicher|wichtiger) ?(?:notice|hinweis)\s?:|disclaimer\s?:?|"
    r"(?:bitte )?(?:denken sie an die umwelt|prüfen sie,? ob diese (?:e-?mail|mail)|think before you print|"
    r"please consider the environment|"
    r"der umwelt zuliebe)|"
    r"(?:sollten|wenn|falls) sie nicht der (?:richtige|vorgesehene|beabsichtigte) (?:adressat|empfänger))",
    re.IGNORECASE,
)


def separator_at(lines: list[str]) -> int:
    """Where the signature separator ("-- ", RFC 3676 section 4.3) stands, or the number of lines where none does.

    A line of two dashes with a long text below is a writer's own rule, not a separator; nothing above it: no text
    would be left, so it is none either.
    """
    for index, line in enumerate(lines):
        if _SEPARATOR.fullmatch(line) and any(part.strip() for part in lines[:index]):
            below = [part for part in lines[index + 1 :] if part.strip()]
            if len(below) <= _MOST_LINES and sum(map(len, below)) <= _LONGEST_BLOCK:
                return index
    return len(lines)


def without_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without a program's advertisements, disclaimers and rules at their end, and what was cut."""
    end = len(lines)
    while end:
        line = lines[end - 1]
        if not line.strip() or _SENT.fullmatch(line.strip()[:300]) or _RULES_ONLY.fullmatch(line):
            end -= 1
            continue
        start = _paragraph_start(lines, end)
        if start and _DISCLAIMER.match(lines[start].strip()):
            end = start
            continue
        if start == end - 2 and _SENT.fullmatch(" ".join(part.strip() for part in lines[start:end])[:300]):
            end = start
            continue
        break
    if not any(part.strip() for part in lines[:end]):
        return lines, []
    return lines[:end], lines[end:]


def _paragraph_start(lines: list[str], end: int) -> int:
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    return start
