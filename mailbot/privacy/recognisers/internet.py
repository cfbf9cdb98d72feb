"""Mail addresses (also spelt out), web addresses, handles of social networks."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.recognisers.beginnings import MIXED
from mailbot.privacy.recognisers.expressions import caseless, exact
from mailbot.privacy.recognisers.pattern import Pattern
from mailbot.privacy.spans import Kind

_AT: Final = (
    r"(?:\s?[\[({<]\s?(?:at|ät|aet|æt|klammeraffe)\s?[\])}>]\s?|\s(?:at|ät|aet|klammeraffe|affenschwanz)\s|\s?@\s?)"
)
_DOT: Final = r"(?:\s?[\[({<]\s?(?:punkt|dot|pkt)\s?[\])}>]\s?|\s(?:punkt|dot|pkt)\.?\s|\s?\.\s?)"
_TLD: Final = r"(?:de|com|net|org|eu|info|example|at|ch|pl|ru|ua|tr|ro|bg|fr|it|biz|online|io|me|gmx|uk|nl)"
_ATS: Final = (
    "@",
    *(f"{lead}{at}" for at in ("at", "ät", "aet", "æt") for lead in (" ", "\n", "\t", "(", "[", "{", "<")),
    "klammeraffe",
    "affenschwanz",
)
_AT_STANDS: Final = re.compile(r"[@aäæk](?:(?<=@)|(?<!\w.)(?:t|et|lammeraffe|ffenschwanz)(?!\w))")
"""An @ or the word for one; its first letters come first, so that few places are tried."""
_JOIN: Final = r"(?:\s(?:punkt|dot|minus|bindestrich|unterstrich|strich)\s|[._+-])"

RECOGNISERS: Final = (
    Pattern(
        "mail_address",
        Kind.EMAIL,
        caseless(r"(?:mailto:)?[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}"),
        "an @ between words",
        requires=re.compile("@"),
        longest=400,
    ),
    Pattern(
        "web_address",
        Kind.URL,
        caseless(r"(?:https?://|ftp://|www\.)[^\s<>\"')\]]{1,300}[^\s<>\"')\].,;:!?]"),
        "begins like a web address",
        needs=("http", "www.", "ftp:"),
    ),
    Pattern(
        "spelt_mail_address",
        Kind.EMAIL,
        caseless(
            rf"(?<![\w@])\w{{1,30}}(?:{_JOIN}\w{{1,30}}){{0,4}}{_AT}\w{{1,30}}(?:[-_]\w{{1,30}}){{0,3}}"
            rf"(?:{_DOT}\w{{2,30}}){{0,2}}{_DOT}{_TLD}(?!\w)"
        ),
        "an address spelt out to deceive machines",
        needs=_ATS,
        requires=_AT_STANDS,
        longest=450,
    ),
    Pattern(
        "mail_provider",
        Kind.EMAIL,
        caseless(
            r"(?<![\w@])\w[\w.-]{1,40}\s?(?:@|\bat\b|\bät\b|\baet\b|\(at\)|\[at\])\s?"
            r"(?:gmx|web|gmail|googlemail|t-online|freenet|hotmail|outlook|yahoo|icloud|posteo|mailbox|arcor|"
            r"aol|live|protonmail|proton|tutanota)\b"
            r"(?:\s?(?:\.|punkt|dot)\s?\w{2,10})?"
        ),
        "a provider of mail after an at",
        needs=_ATS,
        requires=_AT_STANDS,
        longest=100,
    ),
    Pattern(
        "safe_id",
        Kind.USER,
        caseless(r"(?<![\w.])de\.(?:brak|bnotk|bstbk|justiz\w{0,20}|egvp\w{0,20})(?:\.[\w-]{1,60}){1,4}(?!\w)", "de."),
        "a mailbox of the electronic legal service (SAFE-ID)",
    ),
    Pattern(
        "bare_domain",
        Kind.URL,
        caseless(
            r"(?<![\w@.])(?!jobcenter\.digital)(?!arbeitsagentur\.de)(?!gesetze-im-internet\.de)"
            r"[a-z0-9äöüß][\w-]{1,60}(?:\.[\w-]{2,60}){0,3}\.(?:de|com|net|org|eu|info|example|at|ch|io|me|"
            r"shop|online|app)(?:/[^\s<>\"')\]]{0,200})?(?![\w.-]*\w)"
        ),
        "a name with a domain ending",
        requires=re.compile(r"\.(?:de|com|net|org|eu|info|example|at|ch|io|me|shop|online|app)(?!\w)"),
        longest=460,
    ),
    Pattern(
        "handle",
        Kind.USER,
        caseless(r"(?<![\w@.])@(?:\w[\w.]{1,40}\w|\w{2,3}(?!\w))", "@"),
        "begins with an @",
        needs=("@",),
    ),
    Pattern(
        "tagged_handle",
        Kind.USER,
        caseless(r"(?<![\w.#])[^\W\d_][\w.]{1,30}#\d{4}(?!\d)"),
        "a name, a hash sign, four digits",
        needs=("#",),
    ),
    Pattern(
        "handle_after_network",
        Kind.USER,
        caseless(
            r"\b(?:insta(?:gram)?|facebook|fb|tiktok|snap(?:chat)?|telegram|twitter|discord|skype|threema|"
            r"youtube|twitch|xing|linkedin|signal|whatsapp|chat|nick|spitzname|steam|ebay|paypal|vinted)\b"
            r"(?:[- ]?(?:name|account|profil|kanal|id|user|nick|handle))?\s?(?::|ist|is|=|heiß\w*|lautet|unter|"
            r"als|-)?\s?[\"'„(]?(?P<hit>(?=[\w.:]*[._\d])[a-zäöüß0-9][\w.:]{2,40}\w)",
            *("insta", "facebook", "fb", "tiktok", "snap", "telegram", "twitter", "discord", "skype", "threema"),
            *("youtube", "twitch", "xing", "linkedin", "signal", "whatsapp"),
            *("chat", "nick", "spitzname", "steam", "ebay", "paypal", "vinted"),
        ),
        "a name after a social network",
    ),
    Pattern(
        "login_name",
        Kind.USER,
        caseless(
            r"\b(?:benutzer(?:name|kennung|konto)?|nutzer(?:name|kennung)?|user(?:name)?|login(?:name)?|"
            r"nick(?:name)?|zugangsname|anmeldename|kennung|account)\b"
            r"[^\S\n]{0,3}(?:(?:auf|in|bei|von|für) (?:der|dem|das|die)?\s?[\w.-]{1,30}\s)?(?:ist|lautet|war|"
            r"heißt|:|=|-)?[^\S\n]{0,3}(?:noch |immer |jetzt |wohl )?[\"'„‚]?"
            r"(?P<hit>(?=[\w-]*[\d_]|[\w-]{1,40}\.\w)[\w][\w.-]{2,40}\w)",
            *("benutzer", "nutzer", "user", "login", "nick", "zugangsname", "anmeldename", "kennung", "account"),
        ),
        "a name after the word for a login",
    ),
    Pattern(
        "called_online",
        Kind.USER,
        caseless(
            r"(?<!\w)(?:nick(?:name)?|spitzname|gamertag|künstlername|avatar)[ \t]{1,2}(?:(?:im|in|bei|auf)[ \t]"
            r"(?:der |dem )?[^\W\d_]{2,20}[ \t])?(?:ist|lautet|war|heißt)?[ \t:=]{0,3}[\"'„‚]?"
            r"(?P<hit>[^\W\d_]{4,30})(?!\w)",
            *("nick", "spitzname", "gamertag", "künstler", "kuenstler", "avatar"),
        ),
        "what somebody is called online",
        lambda m: not shipped().flags(fold(m.group("hit"))) & (Flag.COMMON | Flag.OFFICE),
    ),
    Pattern(
        "letters_and_digits",
        Kind.USER,
        exact(r"(?<![\w@./-])[^\W\d_]{3,20}\d{1,6}[^\W\d_]{1,20}\d{0,4}(?![\w@/-])", MIXED),
        "digits among letters",
    ),
    Pattern(
        "underscored",
        Kind.USER,
        caseless(r"(?<![\w@./])(?=\w*[^\W\d_]{2})[^\W_]{2,30}_[\w]{1,30}(?![\w.])"),
        "words joined by an underscore",
        lambda m: m.group().casefold().strip("_x") not in {"x", ""} and "__" not in m.group(),
        needs=("_",),
    ),
)
