"""Plain and HTML text as a reader sees it."""

from __future__ import annotations

import time

import pytest

from mailbot.ingest.charset import clean, decode
from mailbot.ingest.html_text import html_to_text
from mailbot.ingest.text import unflow, without_armour


@pytest.mark.parametrize(
    ("data", "declared", "text", "defect"),
    [
        ("Grüße".encode(), "utf-8", "Grüße", ""),
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße", ""),
        # the declared charset is wrong
        ("Grüße".encode(), "iso-8859-1", "Grüße", ""),
        ("Grüße €".encode("cp1252"), "iso-8859-1", "Grüße €", ""),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße", "charset-wrong"),
        ("Grüße".encode(), "us-ascii", "Grüße", "charset-wrong"),
        # missing, unknown, a Python codec that is no charset, a path, a very long name
        ("Grüße".encode("latin-1"), "", "Grüße", "charset-missing"),
        ("Grüße".encode("latin-1"), "x-unbekannt-8", "Grüße", "charset-unknown"),
        ("Grüße".encode(), "rot13", "Grüße", "charset-unknown"),
        ("Grüße".encode(), "../../etc/passwd", "Grüße", "charset-unknown"),
        ("Grüße".encode(), "a" * 5000, "Grüße", "charset-unknown"),
        # encoded twice
        (
            "für Straße – „so“".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(),
            "utf-8",
            None,
            "",
        ),
        ("Ã¼ber".encode(), "utf-8", "über", ""),
        # other families
        (b"Gr+APwA3w-e", "utf-7", "Grüße", ""),
        ("Grüße".encode("utf-16"), "utf-16", "Grüße", ""),
        ("Grüße, liebes Amt".encode("utf-16-le"), "utf-8", "Grüße, liebes Amt", ""),
        ("Жалоба на решение".encode("koi8-r"), "koi8-r", "Жалоба на решение", ""),
        ("ツール".encode("cp932"), "shift_jis", "ツール", ""),
        # a quoted mail below carries another charset
        ("Grüße\n".encode() + "> Grüße".encode("latin-1"), "", "Grüße\n> Grüße", "charset-missing"),
    ],
)
def test_bytes_are_decoded_by_what_they_are(data: bytes, declared: str, text: str | None, defect: str) -> None:
    found, said = decode(data, declared)
    assert said == defect
    if text is not None:
        assert found == text


def test_a_text_that_only_looks_encoded_twice_stays() -> None:
    assert decode("Château, Ærø, Čapek, naïve".encode(), "utf-8")[0] == "Château, Ærø, Čapek, naïve"


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Vik\u200dto\u200bria Lan\u00adge", "Viktoria Lange"),
        ("a\u202eb\u2066c\ufeffd", "abcd"),
        ("u\u0308ber", "über"),
        ("eins\r\nzwei\rdrei\u2028vier", "eins\nzwei\ndrei\nvier"),
        ("Ende\x00 mit NUL\x1b[2J\x9b2J", "Ende mit NUL"),
        ("tab\tbleibt", "tab\tbleibt"),
    ],
)
def test_what_no_reader_sees_is_taken_out(raw: str, seen: str) -> None:
    assert clean(raw) == seen


def test_flowed_lines_are_joined_and_a_signature_separator_is_not() -> None:
    text = "Ich schreibe einen langen \nSatz.\n> der alte \n> Satz\n-- \nMax"
    assert unflow(text, delete_space=False) == "Ich schreibe einen langen Satz.\n> der alte Satz\n-- \nMax"
    assert unflow("Donau\u00addampf \nschiff", delete_space=True) == "Donau\u00addampfschiff"


def test_inline_pgp_armour_is_taken_off() -> None:
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nMein Text.\n- -- \nMax\n-----BEGIN PGP SIGNATURE"
        "-----\n\nabc=\n-----END PGP SIGNATURE-----\n"
    )
    assert without_armour(signed) == ("Mein Text.\n-- \nMax\n", False)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Guten Tag,</p><p>zweiter<br>dritter</p>", "Guten Tag,\n\nzweiter\ndritter"),
        ("<div>eins</div><div>zwei</div>", "eins\nzwei"),
        ("<ul><li>eins</li><li>zwei</li></ul>", "* eins\n* zwei"),
        ("<b>fett</b> und<i> kursiv</i>", "fett und kursiv"),
        ("a&nbsp;b &amp; c &euro;", "a b & c €"),
        ("<pre>a  b\nc</pre>", "a  b\nc"),
        # a row is a line, whether its cells hold blocks or not
        ("<table><tr><td>Name</td><td>Koch</td></tr><tr><th>Ort</th><td>WF</td></tr></table>", "Name  Koch\nOrt  WF"),
        ("<table><tr><td><p>Name</p></td><td><p>Koch</p></td></tr></table>", "Name  Koch"),
        # quotes are marked, an indented paragraph is none
        ('<p>neu</p><blockquote type="cite">alt<br>älter</blockquote>', "neu\n\n> alt\n> älter"),
        ('<p>neu</p><blockquote style="margin:0 0 0 40px;border:none">eingerückt</blockquote>', "neu\n\neingerückt"),
        ("unge<p>schlossen <b>und <a href=x>falsch</b>", "unge\n\nschlossen und falsch"),
        ("", ""),
    ],
)
def test_html_reads_like_the_page(page: str, text: str) -> None:
    assert html_to_text(page)[0] == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>X</script>",
        "<style>X</style>",
        "<!-- X -->",
        "<title>X</title>",
        "<template>X</template>",
        "<textarea hidden>X</textarea>",
        "<!--[if mso]>X<![endif]-->",
        *(
            f'<span style="{style}">X</span>'
            for style in (
                "display:none",
                "DISPLAY : None !important",
                "visibility:hidden",
                "font-size:0",
                "font-size:0px;line-height:1",
                "max-height:0;overflow:hidden",
                "opacity:0",
                "mso-hide:all",
                "position:absolute;left:-9999px",
                "color:#ffffff",
                "color: white; background-color:#fff",
            )
        ),
        '<p class="weg">X</p>',
        '<p id="fort">X</p>',
        "<p hidden>X</p>",
        '<font color="#ffffff" size="1">X</font>',
        '<div style="display:none"><div><p>X</p></div></div>',
    ],
)
def test_what_the_page_hides_is_no_text(hidden: str) -> None:
    page = (
        f"<html><head><style>.weg, #fort{{display:none}}</style></head><body><p>Guten Tag</p>{hidden}<p>Ende</p"
        f"></body></html>"
    )
    text = html_to_text(page)[0]
    assert "X" not in text
    assert "Guten Tag" in text
    assert "Ende" in text


@pytest.mark.parametrize(
    "shown",
    [
        '<table bgcolor="#004080"><tr><td style="color:#fff">X</td></tr></table>',
        '<span style="color:#fff;background:#000">X</span>',
        '<span style="font-size:0.8em">X</span>',
        '<span style="opacity:0.9">X</span>',
        '<div style="max-height:0px">X</div>',
        "<style>@media print{.a{display:none}}</style><p class=a>X</p>",
    ],
)
def test_what_a_reader_sees_is_text(shown: str) -> None:
    assert "X" in html_to_text(shown)[0]


@pytest.mark.parametrize(
    "page",
    [
        "<p>SEHEN</p>" + "<table>" + "<tr><td>a</td><td>b</td></tr>" * 60_000 + "</table>",
        "<div><table><tr><td>" * 3_000 + "SEHEN",
        "<p>SEHEN</p>" + "<!--" * 50_000 + "<a " * 100_000 + "<![CDATA[" * 50_000 + "&" * 100_000,
        "<p>SEHEN</p>" + "<b><i>" * 80_000,
        "<p>SEHEN</p><img src='data:image/png;base64," + "A" * 3_000_000 + "'>",
        "<p>SEHEN</p>" + '<span style="' + "a:b;" * 100_000 + '">x</span>',
        "<p>SEHEN</p>" + "<style>" + "a{" * 100_000,
    ],
)
def test_a_monstrous_page_gives_its_text_in_bounded_time(page: str) -> None:
    began = time.process_time()
    text, _ = html_to_text(page)
    assert time.process_time() - began < 2
    assert "SEHEN" in text
