"""Whether the writer gave a name: in From, in the text, in the subject or in the name of an attachment.

A first name or a firm suffices; "Eine Mutter", "Jemand aus der Wartezone" and a made-up address are no name.
"""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.message import Message
from mailbot.rules.firstnames import FIRST_NAMES
from mailbot.rules.words import fold

_NO_NAME: Final = frozenset(
    fold(
        "jemand niemand irgendwer irgendjemand ein eine einer eines einem einen der die das ich wir anonym "
        "anonyme anonymer anonymus anonymous anon unbekannt unbekannter unbekannte kunde kundin kunden bürger "
        "bürgerin mutter vater oma opa rentner rentnerin besorgt besorgter besorgte verärgert verärgerter "
        "verärgerte enttäuscht enttäuschter enttäuschte betroffene betroffener betroffen aufstocker aufstockerin "
        "leistungsempfänger leistungsempfängerin arbeitsloser arbeitslose arbeitssuchende nachbar nachbarin "
        "mitleser mitleserin beobachter beobachterin nobody noname guest gast user name namenlos ohne keine kein "
        "privat geheim insider whistleblower steuerzahler steuerzahlerin alleinerziehende alleinerziehender "
        "mitarbeiter mitarbeiterin person frau herr mensch euer eure ihr ihre absender anwohner anwohnerin zeuge "
        "zeugin hartz bürgergeldempfänger bürgergeldempfängerin wer egal wutbürger einwohner einwohnerin "
        "freundlicher freundliche stammkunde stammkundin dauerkunde anybody somebody concerned citizen customer "
        "client ideengeber ideengeberin hinweisgeber hinweisgeberin tippgeber melder nutzer nutzerin besucher "
        "besucherin "
        "antragsteller antragstellerin erwerbsloser erwerbslose beschwerdefuehrer jobsuchender jobsuchende wartende "
        "wartender alleinstehend frustriert frustrierter frustrierte kontakt mail email webmail post info "
        "hallo test aus vom von im"
    ).split()
)
_CLOSING: Final = re.compile(
    r"(?:gruss|gruesse\w*|grusse\w*|grues\w{0,3}|mfg|hochachtung\w*|hochachtungsvoll|lg|vg|bg|regards|"
    r"sincerely|saygilar\w*|z powazaniem|"
    r"pozdrawiam|cordialement|respektvoll|ihr|ihre|euer|eure|danke|vielen dank|thanks|cheers|best|"
    r"herzlichst|herzlich|ciao|tschuess|servus|с уважением|с наилучшими \w+|з повагою|з найкращими \w+|с уважение|"
    r"cu stima|cu respect|s postovanjem|lep pozdrav|me respekt|me nderime|cordiali saluti|distinti saluti|saludos|"
    r"atentamente|atenciosamente|tran trong|مع التحية|مع الاحترام|تحياتي|وشكرا|با تشکر|با احترام)\b"
)
_INTRODUCES: Final = re.compile(
    r"\b(?:mein(?:e)? (?:voller |vor- und zu|vor)?name(?: ist|:| lautet)?|ich (?:heisse|heise|heiss|"
    r"bin (?:die|der|es,?|herr|frau))|"
    r"hier (?:ist|schreibt|spricht)(?: die| der)?|(?:vor|nach|familien|zu)?name ?:|my name is|i am called|"
    r"gez\.?|unterschrift ?:|adim|nazywam sie|"
    r"меня зовут|мене звати|казвам се|zovem se|quhem|toi ten la|اسمي|نام من|"
    r"ma numesc|je m'?appelle|me llamo|mi chiamo|menja zovut|es grüßt|es gruesst)\s*"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_FIRM: Final = re.compile(
    r"\b(?:gmbh|ggmbh|kg|ohg|gbr|e\.? ?k|e\.? ?v|ug|ag|se|firma|fa\.|kanzlei|praxis|verein|betreuungs\w+|"
    r"pflegedienst|autohaus|hotel|gasthaus|"
    r"baeckerei|salon|inh\.|stiftung|caritas|diakonie|awo|drk|vdk|sozialverband|rechtsanw\w+|steuer\w+)\b"
)


def is_anonymous(message: Message) -> bool:
    """Whether no name of the writer (or of a firm) stands in From, subject, text or attachment names."""
    return not (
        _names_somebody(message.sender.name, message.sender.address)
        or _address_tells(message.sender.address)
        or _text_tells(message)
        or _subject_tells(message.subject)
        or any(_file_tells(attachment.name) for attachment in message.attachments)
    )


def _names_somebody(display: str, address: str) -> bool:
    """Whether a display name is a name: neither empty nor a handle nor made of words that name nobody."""
    folded = fold(display).strip("\"' ")
    if not folded or folded == fold(address):
        return False
    if _FIRM.search(folded):
        return True
    words = re.findall(r"[^\W\d_]+", folded)
    if not words or words[0] in _NO_NAME or all(word in _NO_NAME for word in words):
        return False
    if len(words) == 1:
        return words[0] in FIRST_NAMES or (display.strip()[:1].isupper() and not re.search(r"[\d_]", display))
    return True


def _address_tells(address: str) -> bool:
    """Whether the local part is made of a first name and more (`ayse.yilmaz81`)."""
    parts = [p for p in re.split(r"[._\-+\d]+", fold(address.partition("@")[0])) if p]
    return (
        len(parts) >= 2 and any(part in FIRST_NAMES for part in parts) and not any(part in _NO_NAME for part in parts)
    )


def _text_tells(message: Message) -> bool:
    own = (
        "\n".join(line for line in message.full_text[:12_000].split("\n") if not line.lstrip().startswith(">"))
        or message.text
    )
    if message.quoted and message.quoted in own:
        own = own.replace(message.quoted, "")
    folded = fold(own)
    for match in _INTRODUCES.finditer(folded):
        following = re.findall(r"[^\W\d_]+", folded[match.end() : match.end() + 40])[:2]
        if following and following[0] not in _NO_NAME and _introduces(match[0], following[0]):
            return True
    return _signed(own)


_NO_INTRODUCTION: Final = frozenset(
    fold(
        "nicht egal unwichtig geheim tut spielt steht ihnen bekannt dort jetzt nur wohl was wo nichts mal alles "
        "so und nicht, sache zur hat wurde wird sollte bleibt"
    ).split()
)


def _introduces(cue: str, word: str) -> bool:
    """After "ich bin die/der" a first name must follow ("ich bin die Mutter"); after the others any word will do."""
    if word in _NO_INTRODUCTION or len(word) < 2:
        return False
    return word in FIRST_NAMES if re.search(r"bin (?:die|der)|hier |es gr|ihr", cue) else True


def _signed(text: str) -> bool:
    """Whether a short line of a name stands at the end: after the closing words, or as the very last line."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    closing = next(
        (i for i in range(len(lines) - 1, max(-1, len(lines) - 14), -1) if _CLOSING.search(fold(lines[i]))), None
    )
    if closing is not None:
        same = _CLOSING.split(fold(lines[closing]))[-1]
        if any(_is_name(line, strict=False) for line in lines[closing + 1 : closing + 3]) or _is_name(
            same, strict=True
        ):
            return True
    return any(_is_name(line, strict=True) for line in lines[-2:])


def _is_name(line: str, *, strict: bool) -> bool:
    """One to four words, none of which names nobody; strict: a first name among them, or initial and surname."""
    words = [word.strip(".") for word in _WORD.findall(line)]
    folded = [fold(word) for word in words]
    if not 1 <= len(words) <= 6 or any(word in _NO_NAME for word in folded) or line.rstrip().endswith(("!", "?", ":")):
        return False
    if any(part in FIRST_NAMES for word in folded for part in word.split("-")):
        return True
    initial = len(words) >= 2 and len(words[0]) == 1 and words[1][:1].isupper()
    if initial or strict:
        return initial
    return len(words) <= 4 and all(_may_be_a_name(word) for word in words) and not re.search(r"[.,;]$", line)


def _may_be_a_name(word: str) -> bool:
    """A capital, or a script that knows none."""
    return word[:1].isupper() or word[:1].swapcase() == word[:1]


def _subject_tells(subject: str) -> bool:
    """Whether a first name and another word stand together in the subject, and not as somebody else's (Frau, gegen)."""
    words = re.findall(r"[^\W\d_]+", fold(subject))
    for at, word in enumerate(words[:-1]):
        before = words[at - 1] if at else ""
        if (
            word in FIRST_NAMES
            and len(words[at + 1]) > 2
            and before not in {"frau", "herr", "herrn", "gegen", "hr", "fr", "fuer", "an", "ueber"}
        ):
            return True
    return False


def _file_tells(name: str) -> bool:
    parts = re.findall(r"[^\W\d_]+", fold(name.rpartition(".")[0] or name))
    return any(part in FIRST_NAMES for part in parts) or bool(
        re.search(r"(?i)(?:widerspruch|beschwerde|vollmacht|antrag|bewerbung)[_ -]+[A-ZÄÖÜ][a-zäöüß]{3,}", name)
    )
