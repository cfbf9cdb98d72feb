"""Which language most of a mail is written in, offline: by script, then by the small words that every text holds.

Broken German stays German: another language must hold clearly more of its own small words than German does.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from mailbot.rules.words import fold

_FUNCTION_WORDS: Final[dict[str, str]] = {
    "de": "ich du er sie es wir ihr ist sind war waren bin habe haben hat hatte wird werden wurde kann muss soll will und oder "
    "aber nicht kein keine auch nur noch schon immer wieder sehr mehr der die das den dem des ein eine einen einem einer mein "
    "meine meinen meiner mich mir uns ihnen ihre ihren von mit bei nach aus zu zum zur im am an auf fuer ueber unter vor seit "
    "bis durch gegen ohne wegen weil dass wenn wie was wer wo warum jetzt heute bitte danke sehr geehrte damen herren hallo "
    "guten tag gruessen freundlichen mfg frau herr euch dann da so als um nix nich net isch i hab sich geld amt brief termin kommen sagen",
    "en": "i you he she it we they is are was were am have has had will would can could should must and or but not no the a an "
    "of to in on at for from with by this that these those my your his her our their me him us them what when where who why how "
    "please thank thanks dear sir madam regards been being do does did very there here about because since if than then which",
    "tr": "ben sen biz siz onlar bir bu su ve veya ama degil icin ile gibi kadar daha cok var yok ne neden nasil nerede kim benim "
    "sizin bana size beni mi midir olarak olan oldu ediyorum istiyorum lutfen tesekkur tesekkurler sayin merhaba saygilarimla de da ki her hic "
    "tesekkuer sadece gun yetkili yardim para param paramı gelmedi hafta",
    "pl": "ja ty on ona my wy oni jest sa byl byla bylo byc mam ma mamy nie tak i lub ale w we z ze na do od dla po przez przy o "
    "u sie ze ktory ktora ktore co jak kiedy gdzie dlaczego prosze dziekuje panstwo panstwa szanowni pan pani moj moja moje mi mnie ich jego jej bardzo juz tylko jestem",
    "ro": "eu tu el ea noi voi ei este sunt era am ai are avem au nu da si sau dar un o in la de pe cu din pentru prin care ce cum cand unde "
    "va rog multumesc buna ziua domnul doamna meu mea mele imi mi sa ca nici mai foarte dumneavoastra dvs fost acest aceasta",
    "fr": "je tu il elle nous vous ils est sont etait ai as a avons avez ont ne pas et ou mais le la les un une des du de en dans sur pour par "
    "avec sans qui que quoi comment quand pourquoi merci bonjour madame monsieur mon ma mes votre vos cordialement cette ce suis plus tres bien depuis j l d qu argent",
    "es": "yo tu el ella nosotros ustedes es son era estoy esta tengo tiene no y o pero los las un una de del en con por para sin que como "
    "cuando donde porque gracias buenos dias senor senora mi mis su sus me le les muy mas este favor saludos hola usted desde ha he",
    "it": "io tu lui lei noi voi loro sono e era ho ha abbiamo hanno non si o ma il lo la i gli le un uno una di del della in nel con per da "
    "che chi come quando dove perche grazie buongiorno signora signore mio mia miei mi vi piu molto questo questa cordiali saluti sto gentile",
    "pt": "eu voce ele ela nos e sao estava estou tenho tem nao sim ou mas o a os as um uma de do da em no na com por para que como quando "
    "onde porque obrigado obrigada bom dia senhor senhora meu minha muito mais este isto",
    "hr": "ja ti on ona mi vi je su sam bio bila imam nije nisam da i ili ali u na za od do po sa sto tko kako kada gdje zasto molim hvala "
    "postovani moj moja moje me mi vas vam jer vec samo bih zelim dan se koji tjedan",
    "bs": "ja ti on ona mi vi je su sam bio bila imam nije nisam da i ili ali u na za od do po sa sta ko kako kada gdje zasto molim hvala "
    "postovani moj moja moje me mi vas vam jer vec samo bih zelim dan se koji lijepo sedmica",
    "sr": "ja ti on ona mi vi je su sam bio bila imam nije nisam da i ili ali u na za od do po sa sta ko kako kada gde zasto molim hvala "
    "postovani moj moja moje me mi vas vam jer vec samo bih zelim dan se koji lepo nedelja",
    "sq": "une ti ai ajo ne ju jam eshte jane ishte kam ka kemi nuk jo po dhe ose por ne nga per me te se qe cfare si kur ku pse "
    "ju lutem faleminderit pershendetje zoti zonja im ime tim sime mua juve shume edhe vetem",
    "ku": "ez tu ew em hun in e ye bu bun heye nine ne na u an le li ji bi bo di de ku ci cawa kengi kijan spas silav birez min te we wan "
    "me gelek ji bo ber pere mal dikim dixwazim nehat rojbas kar",
    "vi": "toi em anh chi ong ba la khong co va hoac nhung cua cho voi trong tu den nhu the nao khi o dau tai sao xin cam on kinh gui "
    "duoc da dang se rat nay do nhieu viec tien giay con",
    "hu": "en te o mi ti ok van vannak volt nem igen es vagy de a az egy ban ben hogy mi mikor hol miert kerem koszonom tisztelt "
    "uram holgyem nekem engem nagyon csak meg mar",
    "nl": "ik jij hij zij wij jullie is zijn was heb heeft hebben niet geen en of maar de het een van in op voor met door dat wat wanneer "
    "waar waarom bedankt geachte mijn mij ons u uw naar ook nog meer zeer met vriendelijke groeten",
    "cs": "ja ty on ona my vy je jsou byl byla mam nema ne a nebo ale v na do od pro za s se ze ktery co jak kdy kde proc prosim dekuji vazeni muj moje mi velmi uz jen dobry den jsem",
    "so": "waxaan aniga iyo ama laakiin waa ma haa in ka ku u si oo ah fadlan mahadsanid sharaf leh waxay maxaa sababta lacag guri waraaq",
    "lt": "as tu jis ji mes jus yra buvo ir arba bet ne i is su del kad kaip kada kur kodel prasau aciu gerbiami mano man labai tik jau",
}
_LANGUAGES_OF: Final[dict[str, list[str]]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in dict.fromkeys(fold(_words).split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
_ASCII_LETTERS: Final = re.compile(r"[A-Za-z]")
_LETTERS: Final = {
    "tr": "ışğİ", "pl": "łęąśćźżń", "ro": "ăţșşț", "vi": "đơưạảấầậắằẵẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "fr": "çèàêœùâ",
    "es": "ñ¿¡", "hr": "čćžđš", "bs": "čćžđš", "sr": "čćžđš", "sq": "ëç", "ku": "êîûç", "hu": "őű", "cs": "ěřůč", "pt": "ãõç",
}  # fmt: skip


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of most of the text; "de" where nothing tells."""
    scripts = Counter(script for script in map(_script, text) if script) if not text.isascii() else Counter[str]()
    scripts["latin"] += len(_ASCII_LETTERS.findall(text))
    script, most = scripts.most_common(1)[0]
    if script != "latin" and most * 2 > sum(scripts.values()):
        return _BY_SCRIPT[script](text)
    return _latin(text)


def _script(char: str) -> str:
    if char < "\x80":
        return ""
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return "latin" if char.isalpha() else ""
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name
    return ""


_RANGES: Final = (
    (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"),
    (0x530, 0x58F, "armenian"),
    (0x590, 0x5FF, "hebrew"),
    (0x600, 0x6FF, "arabic"),
    (0x750, 0x77F, "arabic"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFC, "arabic"),
    (0x900, 0x97F, "devanagari"),
    (0xB80, 0xBFF, "tamil"),
    (0xE00, 0xE7F, "thai"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1200, 0x139F, "ethiopic"),
    (0x4E00, 0x9FFF, "chinese"),
    (0x3040, 0x30FF, "japanese"),
    (0xAC00, 0xD7AF, "korean"),
)


def _cyrillic(text: str) -> str:
    counts = Counter(text.lower())
    if counts["ј"] + counts["љ"] + counts["њ"] + counts["ћ"] + counts["ђ"] > 1:
        return "sr"
    if counts["і"] + counts["ї"] + counts["є"] + counts["ґ"] > counts["ы"] + counts["э"] + counts["ё"]:
        return "uk"
    if counts["ы"] + counts["э"] + counts["ё"] == 0 and counts["ъ"] > 0:
        return "bg"
    return "ru"


def _arabic(text: str) -> str:
    counts = Counter(text)
    if sum(counts[c] for c in "ێۆڕڵە") > len(text) // 60 + 1:
        return "ku"
    if sum(counts[c] for c in "ےٹڈں") > 2:
        return "ur"
    if sum(counts[c] for c in "پچژگکی") > len(text) // 60 + 1:
        return "ps" if sum(counts[c] for c in "ټډړښځڅۍ") > 2 else "fa"
    return "ar"


def _ethiopic(text: str) -> str:
    tigrinya = sum(text.count(mark) for mark in ("ኣ", "እዩ", "ኢየ", "ናይ", "ዝ", "ከመይ", "ሓ", "ቐ", "ኹ"))
    amharic = sum(text.count(mark) for mark in ("ነው", "እና", "ነኝ", "አ", "ሁ", "የ", "ላይ"))
    return "ti" if tigrinya > amharic else "am"


_BY_SCRIPT: Final = {
    "greek": lambda _: "el",
    "cyrillic": _cyrillic,
    "armenian": lambda _: "hy",
    "hebrew": lambda _: "he",
    "arabic": _arabic,
    "devanagari": lambda _: "hi",
    "tamil": lambda _: "ta",
    "thai": lambda _: "th",
    "georgian": lambda _: "ka",
    "ethiopic": _ethiopic,
    "chinese": lambda _: "zh",
    "japanese": lambda _: "ja",
    "korean": lambda _: "ko",
}


def _latin(text: str) -> str:
    words = re.findall(r"[a-z']{1,30}", fold(text[:12_000]))
    scores = Counter(code for word in words for code in _LANGUAGES_OF.get(word, ()))
    lowered = text.lower()
    for code, letters in _LETTERS.items():
        if scores[code]:
            scores[code] += min(sum(lowered.count(c) for c in letters), len(words)) // 2
    german = scores.pop("de", 0)
    best, most = max(scores.items(), key=lambda item: item[1], default=("de", 0))
    needed = 2 if german == 0 or len(words) < 15 else 3
    return best if most >= needed and most > german * 1.15 + 0.5 else "de"
