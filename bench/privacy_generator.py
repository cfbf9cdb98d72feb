"""Made-up mails to an office, with every identifier marked, to measure the anonymiser on more than a corpus can hold.

    python -m bench.privacy_generator [COUNT] [SEED] [--curve] [--show]

Seeded: the same count and seed give the same mails. Names, streets, notations and phrasings come from lists kept apart
from the anonymiser's own. Prints leaks by kind with 95 % Wilson intervals, what survives, is withheld, and the time.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Final

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.people import Known

SIXTIES: Final = ["achtundsechzig", "siebzig", "zweiundachtzig"]
LISTS: Final = Path(__file__).parent / "privacy_lists.txt"


def sections() -> dict[str, list[str]]:
    """The lists: words, or lines where the section's name says so."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in LISTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            more = [line.replace("\\n", "\n")] if name.endswith("lines") else line.split()
            found.setdefault(name.removesuffix(" lines"), []).extend(more)
    return found


_LISTS: Final = sections()
GIVEN, FAMILY, WORD_FAMILY, VILLAGES = (_LISTS[n] for n in ("given", "family", "word family", "villages"))
STREETS, FIRMS, GREETINGS, SELF = (_LISTS[n] for n in ("streets", "firms", "greetings", "self"))
BODY, FILLER, CLOSINGS = _LISTS["body"], _LISTS["filler"], [*_LISTS["closings"], ""]
(TABLE,), (FORWARDED,) = _LISTS["table"], _LISTS["forwarded"]
MARK: Final = re.compile(r"\{\{([A-Z]+)\|(.*?)\}\}", re.DOTALL)
QUASI: Final = {"PLACE", "ORG"}
DIGITS: Final = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
MONTHS: Final = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
ORDINALS: Final = [
    "ersten",
    "zweiten",
    "dritten",
    "vierten",
    "fünften",
    "sechsten",
    "siebten",
    "achten",
    "neunten",
    "zehnten",
    "elften",
    "zwölften",
]


@dataclass(slots=True)
class Cast:
    """The people and things of one mail, each as marked text."""

    rng: random.Random
    me_given: str = ""
    me_family: str = ""
    clerk: str = ""
    other: str = ""
    village: str = ""

    def name(self) -> str:
        """A surname, now and then one that is a word."""
        return self.rng.choice(WORD_FAMILY if self.rng.random() < 0.2 else FAMILY)

    def given(self) -> str:
        """A given name."""
        return self.rng.choice(GIVEN)


def mark(kind: str, text: str) -> str:
    """A marked identifier."""
    return f"{{{{{kind}|{text}}}}}"


def digits(rng: random.Random, count: int) -> str:
    """Random digits, the first not 0."""
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def phone(rng: random.Random) -> str:
    """A phone number in one of many notations."""
    area, tail = "0" + digits(rng, rng.choice((3, 4))), digits(rng, rng.choice((5, 6, 7)))
    pairs = " ".join(tail[i : i + 2] for i in range(0, len(tail), 2))
    forms: list[Callable[[], str]] = [
        lambda: f"{area}/{tail}",
        lambda: f"{area} - {pairs}",
        lambda: f"({area}) {pairs}",
        lambda: f"{area}{tail}",
        lambda: f"+49 {area[1:]} {tail}",
        lambda: f"0049{area[1:]}{tail}",
        lambda: f"+49 (0){area[1:]} / {pairs}",
        lambda: f"{area}.{tail[:3]}.{tail[3:]}",
        lambda: f"{area}-{tail}",
        lambda: " ".join(DIGITS[int(c)] for c in area + tail),
        lambda: f"{area} {tail[:-2]}-{tail[-2:]}",
        lambda: "-".join(DIGITS[int(c)] for c in area + tail),
        lambda: " ".join(DIGITS[int(c)] for c in area) + " " + pairs,
        lambda: ", ".join(DIGITS[int(c)] for c in area + tail),
        lambda: " ".join(area + tail),
    ]
    return mark("PHONE", rng.choice(forms)())


def birth(rng: random.Random) -> str:
    """A birth date in one of many notations."""
    d, m, y = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2007)
    forms = [
        f"{d:02}.{m:02}.{y}",
        f"{d}.{m}.{y}",
        f"{d}.{m}.{y % 100:02}",
        f"{d}. {MONTHS[m - 1]} {y}",
        f"{d:02}/{m:02}/{y}",
        f"{y}-{m:02}-{d:02}",
        f"{d}-{m}-{y}",
        f"{d}. {MONTHS[m - 1][:3]}. {y}",
        f"{ORDINALS[m - 1]} {MONTHS[d % 12]} {y}",
        f"{ORDINALS[m - 1]} {ORDINALS[d % 12]} neunzehnhundert{rng.choice(SIXTIES)}",
        f"{d}.{MONTHS[m - 1]} {y}",
        f"{d} {MONTHS[m - 1].lower()} {y}",
        f"{d:02} {m:02} {y}",
    ]
    return mark("BIRTH", rng.choice(forms))


def customer(rng: random.Random) -> str:
    """A customer or BG number in one of many notations."""
    a, b, letter, tail = digits(rng, 3), digits(rng, 6), rng.choice("ABCD"), digits(rng, 7)
    forms = [
        f"{a}{letter}{b}",
        f"{a} {letter} {b[:3]} {b[3:]}",
        f"{a}{letter.lower()}{b}",
        f"{a}-{letter}-{b}",
        f"{a}{b[:2]}//{tail}",
        f"{a}{b[:2]}BG{tail}",
        f"{a} {b[:2]} // {tail}",
        f"{a}{b[:2]}/{tail}",
        f"{a}{letter} {b}",
        f"{a}.{letter}.{b}",
        f"{a}{b[:2]} BG {tail}",
        f"{a}{b[:2]}--{tail}",
    ]
    return mark("CUSTNO", rng.choice(forms))


def iban(rng: random.Random) -> str:
    """An account number, with any spacing."""
    body = "DE" + digits(rng, 20)
    groups = " ".join(body[i : i + 4] for i in range(0, 22, 4))
    return mark(
        "IBAN",
        rng.choice(
            (
                body,
                groups,
                groups.replace(" ", "\n", 3).replace("\n", " ", 2),
                body.lower(),
                groups.replace(" ", "-"),
                groups.replace(" ", "."),
            )
        ),
    )


def number(rng: random.Random) -> str:
    """Another number with the word before it."""

    def d(count: int) -> str:
        return digits(rng, count)

    forms = [
        f"Steuer-ID {mark('ID', d(2) + ' ' + d(3) + ' ' + d(3) + ' ' + d(3))}",
        f"Rentenversicherungsnummer {mark('ID', '29 ' + '120578' + ' K ' + d(3))}",
        f"KV-Nr. {mark('ID', 'M' + d(9))}",
        f"Ausweisnummer {mark('ID', 'L' + d(2) + 'X' + d(5))}",
        f"Az. {mark('ID', 'S ' + d(2) + ' AS ' + d(3) + '/25')}",
        f"Sendungsnummer {mark('ID', 'RR ' + d(3) + ' ' + d(3) + ' ' + d(3) + ' DE')}",
        f"Vertragsnummer {mark('ID', d(9))}",
        f"mein Kennzeichen ist {mark('ID', 'WOB-KL ' + d(3))}",
        f"Aktenzeichen {mark('ID', d(3) + ' Js ' + d(5) + '/24')}",
        f"Unser Zeichen: {mark('ID', d(4) + '/25 ab-K')}",
        f"Zählernummer {mark('ID', '1EMH00' + d(8))}",
    ]
    return rng.choice(forms)


def mail_address(rng: random.Random, given: str, family: str) -> str:
    """An address, perhaps spelt out."""
    g, f = re.sub(r"[^a-z]", "", fold(given)), re.sub(r"[^a-z]", "", fold(family))
    host = rng.choice(("gmx", "web", "posteo", "t-online", "mailbox"))
    forms = [
        f"{g}.{f}@{host}.de",
        f"{g}{f[:3]}{rng.randint(60, 99)}@{host}.de",
        f"{g} punkt {f} ät {host} punkt de",
        f"{g}.{f}(at){host}.de",
        f"{f}-{g} at {host} dot de",
        f"{g}_{f}[at]{host}[punkt]de",
    ]
    return mark("EMAIL", rng.choice(forms))


def street(rng: random.Random) -> str:
    """A street with number."""
    house = rng.choice(
        (
            str(rng.randint(1, 140)),
            f"{rng.randint(1, 90)} {rng.choice('abc')}",
            f"{rng.randint(1, 90)}{rng.choice('abc')}",
            f"{rng.randint(1, 40)}-{rng.randint(41, 60)}",
        )
    )
    return mark("STREET", f"{rng.choice(STREETS)} {house}")


def compose(rng: random.Random) -> tuple[str, str, bool]:
    """A marked subject, a marked text, and whether the sender's name is known."""
    cast = Cast(rng)
    given, family = cast.given(), cast.name()
    village = rng.choice(VILLAGES)
    clerk, other, given2 = cast.name(), cast.name(), cast.given()

    class Slots(dict[str, str]):
        def __missing__(self, key: str) -> str:
            makers: dict[str, Callable[[], str]] = {
                "birth": lambda: birth(rng),
                "customer": lambda: customer(rng),
                "phone": lambda: phone(rng),
                "iban": lambda: iban(rng),
                "number": lambda: number(rng),
                "street": lambda: street(rng),
                "mail": lambda: mail_address(rng, given, family),
                "firm": lambda: rng.choice(FIRMS).format(f=cast.rng.choice(FAMILY)),
                "plz": lambda: digits(rng, 3),
                "initial": lambda: given[0],
                "user": lambda: f"{fold(given)[:6].replace('-', '')}_{rng.randint(10, 99)}",
                "plainmail": lambda: f"{re.sub('[^a-z]', '', fold(given))}@web.de",
            }
            return makers[key]()

    slots = Slots(given=given, family=family, village=village, clerk=clerk, other=other, given2=given2)
    parts = [rng.choice(GREETINGS), rng.choice(SELF)]
    parts += [rng.choice(BODY if rng.random() < 0.6 else FILLER) for _ in range(rng.randint(3, 9))]
    shape = rng.random()
    if shape < 0.15:
        parts.insert(rng.randint(1, len(parts)), "\n" + TABLE + "\n")
    elif shape < 0.3:
        parts.insert(0, "z.K. und weiteren Veranlassung\n\n" + FORWARDED + "\n")
    text = " ".join(parts[:2]) + "\n\n" + " ".join(parts[2:]) + "\n\n" + rng.choice(CLOSINGS)
    subject = rng.choice(
        (
            "Beschwerde",
            "Widerspruch %(customer)s",
            "Akte {{NAME|%(family)s}}",
            "Beschwerde über Frau {{NAME|%(clerk)s}}",
            "{{NAME|%(family)s}}, {{NAME|%(given)s}} - Sachstand",
            "Antrag",
            "WG: Bitte um Rückruf",
        )
    )
    return voiced(rng, subject % slots), voiced(rng, text % slots), rng.random() < 0.5


def without_dots(text: str) -> str:
    """As from a keyboard without umlauts."""
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ü", "Ue"), ("Ö", "Oe"), ("Ä", "Ae")):
        text = text.replace(letter, letters)
    return text


def voiced(rng: random.Random, marked: str) -> str:
    """The text in capitals, in lower case, without umlauts, or as it is. Marks keep their kind."""
    choice = rng.random()
    change: Callable[[str], str] = lambda s: s  # noqa: E731
    if choice < 0.08:
        change = str.upper
    elif choice < 0.24:
        change = str.lower
    elif choice < 0.32:
        change = without_dots
    pieces, end = [], 0
    for match in MARK.finditer(marked):
        pieces += [change(marked[end : match.start()]), mark(match.group(1), change(match.group(2)))]
        end = match.end()
    return "".join(pieces) + change(marked[end:])


def plain(text: str) -> str:
    """As a reader would compare."""
    return " ".join(tidy(text).casefold().split())


def occurrences(needle: str, haystack: str) -> int:
    """How often the string stands there as words of its own."""
    body = r"\s*".join(re.escape(part) for part in needle.split())
    left = r"(?<!\w)" if needle[:1].isalnum() else ""
    right = r"(?!\w)" if needle[-1:].isalnum() else ""
    return len(re.findall(left + body + right, haystack))


def leaks(kind: str, text: str, sent: str, harmless: str) -> bool:
    """Whether the identifier, a word of a name, or five digits in a row of a number still stand there."""
    if occurrences(text, sent) > occurrences(text, harmless):
        return True
    if kind == "NAME":
        return any(occurrences(w, sent) > occurrences(w, harmless) for w in re.findall(r"\w+", text) if len(w) > 2)
    run = re.sub(r"\D", "", text)
    return len(run) >= 6 and any(
        len(s) >= 5 and s in run for s in (re.sub(r"\D", "", d) for d in re.findall(r"\d(?:[ /.\-–]{0,3}\d)*", sent))
    )


@dataclass(slots=True)
class Table:
    """What was counted."""

    leaked: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    doubts: list[tuple[float, bool]] = field(default_factory=list)
    sent: list[int] = field(default_factory=lambda: [0, 0])
    seconds: float = 0.0
    slowest: float = 0.0

    def rate(self, name: str) -> float:
        """Share of this row."""
        return self.leaked[name] / self.total[name] if self.total[name] else 0.0

    def survived_where_sent(self) -> float:
        """Share of the ordinary words that survive in the mails that were not withheld."""
        return self.sent[0] / self.sent[1] if self.sent[1] else 0.0

    def lines(self) -> list[str]:
        """The table, a row a line, with 95 % Wilson intervals."""
        return [
            f"{name:12} {self.rate(name):7.4f} {self.leaked[name]:6}/{self.total[name]:<6} [{low:.4f}, {high:.4f}]"
            for name in self.total
            for low, high in [wilson(self.leaked[name], self.total[name])]
        ]


def curve(table: Table) -> list[str]:
    """For each threshold of doubt: the share of mails withheld, and the share of the mails sent that leak."""
    rows = []
    for threshold in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3):
        sent = [bad for doubt, bad in table.doubts if doubt <= threshold]
        withheld = 1 - len(sent) / len(table.doubts)
        rows.append(
            f"doubt {threshold:.2f}: withheld {withheld:.3f}, mails with a leak {sum(sent) / max(1, len(sent)):.4f}"
        )
    return rows


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    z, p = 1.96, hits / n
    middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + z * z / n)), min(1.0, (middle + spread) / (1 + z * z / n))


def count_one(table: Table, subject: str, text: str, known: Known, *, language: str = "de") -> None:
    """Anonymise one marked mail and count what is left of it."""
    bare_subject, bare_text = MARK.sub(r"\2", subject), MARK.sub(r"\2", text)
    begun = time.perf_counter()
    found = anonymise(bare_subject, bare_text, known, language=language)
    took = time.perf_counter() - begun
    table.seconds, table.slowest = table.seconds + took, max(table.slowest, took)
    sent = plain(f"{found.subject}\n{found.text}")
    harmless = plain(MARK.sub("\x1f", subject + "\n" + text))
    bad = False
    for match in MARK.finditer(subject + "\n" + text):
        kind, original = match.groups()
        hit = leaks(kind, plain(original), sent, harmless)
        row = "leak_quasi" if kind in QUASI else "leak"
        bad |= hit and kind not in QUASI
        for name in (row, kind):
            table.total[name] += 1
            table.leaked[name] += hit
        if hit:
            context = (subject + "\n" + text)[max(0, match.start() - 40) : match.end() + 30].replace("\n", " / ")
            table.examples.append(f"{kind} {original!r}: ...{context}...")
    table.doubts.append((found.doubt, bad))
    table.total["leak_mails"] += 1
    table.leaked["leak_mails"] += bad
    table.total["withheld"] += 1
    table.leaked["withheld"] += found.withheld
    want, have = Counter(re.findall(r"\w+", harmless)), Counter(re.findall(r"\w+", sent))
    table.total["survive"] += sum(want.values())
    table.leaked["survive"] += sum((want & have).values())
    if not found.withheld:
        table.sent[0] += sum((want & have).values())
        table.sent[1] += sum(want.values())
    for word in (want - have).elements():
        table.total[f"~{word}"] += 0
        table.leaked[f"~{word}"] += 1


def run(count: int, seed: int) -> Table:
    """Measure `count` mails made from `seed`."""
    rng, table = random.Random(seed), Table()  # noqa: S311 - reproducible on purpose
    for _ in range(count):
        subject, text, known = compose(rng)
        names = tuple(m.group(2) for m in MARK.finditer(text) if m.group(1) == "NAME")[-2:] if known else ()
        count_one(table, subject, text, Known(names=names))
    lost = [(word, n) for word, n in table.leaked.items() if word.startswith("~")]
    for word, _ in lost:
        del table.total[word]
    table.examples.append("lost words: " + ", ".join(f"{w[1:]} {n}" for w, n in sorted(lost, key=lambda x: -x[1])[:60]))
    return table


def main(arguments: list[str]) -> int:
    """Print the table."""
    numbers = [int(a) for a in arguments if a.isdigit()] + [2000, 1][len([a for a in arguments if a.isdigit()]) :]
    table = run(numbers[0], numbers[1])
    print(*table.lines(), sep="\n")
    print(f"time: {1000 * table.seconds / numbers[0]:.1f} ms per mail, slowest {1000 * table.slowest:.1f} ms")
    if "--curve" in arguments:
        print(*curve(table), sep="\n")
    if "--show" in arguments:
        print(*table.examples, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
