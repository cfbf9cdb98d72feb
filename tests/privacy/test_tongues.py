"""What is known of other languages: words that stay, names that go, each in a letter of its language."""

from __future__ import annotations

import pytest

from bench.privacy_tongues import letters, measure
from mailbot.privacy.anonymise import Anonymised, anonymise
from mailbot.privacy.people import Known
from mailbot.privacy.tongues import Mark, bare, tongue
from mailbot.rules.language import language_of

CODES = sorted({letter.name.split()[0] for letter in letters()})
FRAMES = {
    "ar": "السادة المحترمون، أكتب إليكم لأن أوراقي ضاعت عندكم للمرة الثالثة ولم يتكلم معي أحد. {} أرجو الرد قريبا.",
    "fa": "با سلام، به شما می‌نویسم چون مدارک من برای بار سوم گم شده است. {} لطفا جواب بدهید که چه باید کنم.",
    "fr": "Bonjour, je vous écris parce que mes papiers sont perdus pour la troisième fois. {} Merci de répondre vite.",
    "es": "Buenos días, les escribo porque mis papeles se han perdido por tercera vez. {} Espero una respuesta pronto.",
    "it": "Buongiorno, vi scrivo perché i miei documenti sono andati persi per la terza volta. {} Aspetto risposta.",
    "bg": "Здравейте, пиша ви, защото документите ми са изгубени за трети път. {} Моля да ми отговорите скоро.",
    "sr": "Dobar dan, pišem vam jer su moji papiri po treći put izgubljeni kod vas. {} Molim vas da mi odgovorite.",
    "sq": "Mirëdita, po ju shkruaj sepse dokumentet e mia janë humbur për të tretën herë. {} Ju lutem më përgjigjuni.",
    "tr": "İyi günler, size yazıyorum çünkü belgelerim üçüncü kez kayboldu. {} Lütfen en kısa zamanda cevap verin.",
    "uk": "Добрий день, пишу вам, бо мої документи вже втретє загублено. {} Прошу мені відповісти якнайшвидше.",
}


def sent(code: str, sentence: str) -> Anonymised:
    return anonymise("", FRAMES[code].format(sentence), Known(), language=code)


@pytest.mark.parametrize(
    ("code", "sentence", "name"),
    [
        ("ar", "اسمي نديم الخوري وأنا من سوريا.", "نديم"),
        ("ar", "قالت السيدة الحداد إن الملف غير موجود.", "الحداد"),
        ("ar", "كانت معي ابنتي أمل في المكتب.", "أمل"),
        ("ar", "كنت مع أحمد وكريم في الغرفة.", "كريم"),
        ("ar", "لكن هوفمان لا ترد على الرسائل.", "هوفمان"),
        ("ar", "تحدثت مع Frau Lindner في المكتب.", "Lindner"),
        ("fa", "نام من نجیب رستاقی است.", "رستاقی"),
        ("fa", "آقای شفیعی آنجا بود.", "شفیعی"),
        ("fr", "Hier, d'Ali j'ai appris que Mme Rose était malade.", "Ali"),
        ("fr", "Rose a dit que le dossier manque.", "Rose"),
        ("es", "Me llamo María del Carmen Ortega.", "del Carmen"),
        ("es", "Ayer hablé con Wehmeyer en la oficina.", "Wehmeyer"),
        ("it", "Mia figlia è nata il 3 maggio 2023.", "2023"),
        ("it", "Il signor Monaco non c'era.", "Monaco"),
        ("bg", "Господин Вълков не беше там.", "Вълков"),
        ("sr", "Gospođa Lampe nije htela da sluša.", "Lampe"),
        ("sr", "Tvrtko je rekao da dođem sutra.", "Tvrtko"),
        ("sq", "Zoti Dragusha nuk ishte aty.", "Dragusha"),
        ("tr", "Güneş Hanım bana kızdı.", "Güneş"),
        ("tr", "Ali'nin dosyası da kayboldu.", "Ali"),
        ("uk", "Пані Мороз кричала на мене.", "Мороз"),
    ],
)
def test_a_name_goes(code: str, sentence: str, name: str) -> None:
    found = sent(code, sentence)
    assert not found.withheld
    assert name not in str(found.text)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ar", "لا أستطيع دفع إيجار الشقة هذا الشهر."),
        ("ar", "وبالنسبة للموعد لم أستلم رسالتكم."),
        ("fa", "نمی‌توانم پول اجاره را پرداخت کنم.".replace("\u200c", "")),
        ("fr", "Je ne peux pas payer le loyer de mars."),
        ("fr", "J'ai besoin d'un rendez-vous cette semaine."),
        ("es", "No puedo pagar el alquiler de este mes."),
        ("it", "Non posso pagare l'affitto di questo mese."),
        ("bg", "Не мога да платя наема за този месец."),
        ("sr", "Ne mogu da platim kiriju za ovaj mesec."),
        ("sq", "Nuk mund të paguaj qiranë këtë muaj."),
        ("tr", "Bu ayın kirasını ödeyemiyorum."),
        ("uk", "Я не можу заплатити за квартиру."),
    ],
)
def test_what_identifies_nobody_stays(code: str, sentence: str) -> None:
    assert sentence in str(sent(code, sentence).text)


@pytest.mark.parametrize("code", CODES)
def test_letters_leave_without_a_name_and_with_what_a_clerk_needs(code: str) -> None:
    figures = measure(code)
    assert figures.hits["leak"] + figures.hits["leak_part"] == 0, figures.misses
    assert figures.rate("keep") > 0.8, figures.misses
    assert figures.hits["withheld"] <= 1, figures.misses


def test_the_language_of_a_letter_is_told() -> None:
    wrong = [one.name for one in letters() if language_of(one.text) != one.language]
    assert wrong == ["ru транслит"]


@pytest.mark.parametrize(
    ("one", "other"), [("Şikâyet", "sikayet"), ("Łódź", "lodz"), ("أَحمَد", "احمد"), ("ёлка", "елка"), ("İyi", "iyi")]
)
def test_accents_and_marks_do_not_matter(one: str, other: str) -> None:
    assert bare(one) == other


def test_serbian_is_one_in_both_scripts() -> None:
    serbian = tongue("sr")
    assert serbian is not None
    assert serbian.key("новац") == serbian.key("novac")
    assert serbian.marked("novac") & Mark.WORD


@pytest.mark.parametrize(
    ("code", "name"), [("tr", "karabulut"), ("pl", "kowalczyk"), ("ar", "شولتس"), ("ro", "popescu")]
)
def test_surnames_are_no_words(code: str, name: str) -> None:
    language = tongue(code)
    assert language is not None
    assert not language.marked(language.key(name)) & Mark.WORD


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("fr", "Je suis né le 1er mars 1984."),
        ("es", "Nací el 1 de marzo de 1984."),
        ("tr", "Doğum tarihim 5 Temmuz 1983."),
        ("sr", "Rođen sam 17. X. 1988."),
        ("uk", "Я народився 2 травня 2003 року."),
        ("ar", "تاريخ الميلاد ٥/٦/١٩٨٨."),
    ],
)
def test_a_birth_date_goes_as_the_language_writes_it(code: str, date: str) -> None:
    text = str(sent(code, date).text)
    assert not any(year in text for year in ("1984", "1983", "1988", "2003", "١٩٨٨"))
