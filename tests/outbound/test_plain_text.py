"""The text part: what is longer than a line is wrapped, and looks like what it is."""

from __future__ import annotations

from mailbot.outbound.markup import BREAK, Heading, Quoted, Table
from mailbot.outbound.plain_text import WIDTH, as_text

LONG = "am nächsten Arbeitstag um acht Uhr geht die Zwischennachricht hinaus und der Fall ist noch offen"


def test_a_long_heading_is_wrapped_and_its_rule_is_as_long_as_its_longest_line() -> None:
    *lines, rule = as_text((Heading(LONG),)).rstrip().splitlines()
    assert " ".join(lines) == LONG
    assert len(rule) == max(map(len, lines)) <= WIDTH
    assert set(rule) == {"="}


def test_what_quoted_text_quotes_itself_stays_a_quote_where_it_is_wrapped() -> None:
    shown = as_text((Quoted((f"> > {LONG}", LONG)),)).splitlines()
    assert [line.startswith("│ > > ") for line in shown] == [True, True, False, False]
    assert all(line.startswith("│ ") for line in shown)


def test_a_cell_of_several_lines_is_read_as_one_with_a_comma_or_after_a_full_stop() -> None:
    row = (f"Erstens{BREAK}zweitens.{BREAK}Drittens", LONG)
    assert "Erstens, zweitens. Drittens" in as_text((Table(("Was", "Wie"), (row,)),))
