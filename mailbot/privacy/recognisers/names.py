"""All recognisers of names in context, in the order in which they give their reason.

What they find is afterwards looked for in the whole case, whatever form it takes there (`people_finder`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from mailbot.privacy.reading import Reading
from mailbot.privacy.recognisers.addressed import handled_by, relations, salutations, titles
from mailbot.privacy.recognisers.bare import beside_words, without_article, written_adjectives
from mailbot.privacy.recognisers.fields import form_fields, introduced_aside, rows_of_names, set_apart
from mailbot.privacy.recognisers.introduced import (
    before_comma,
    header_names,
    introductions,
    labelled,
    lines_of_people,
    to_the_hands_of,
)
from mailbot.privacy.recognisers.name_runs import Run
from mailbot.privacy.recognisers.signatures import closings, greetings, initials, initials_alone
from mailbot.privacy.recognisers.signs import SIGNS
from mailbot.privacy.recognisers.syntax import by_syntax, full_names, strange_names

CONTEXTS: Final[tuple[Callable[[Reading], Iterator[Run]], ...]] = (
    salutations,
    titles,
    introductions,
    relations,
    greetings,
    closings,
    full_names,
    strange_names,
    before_comma,
    labelled,
    to_the_hands_of,
    initials,
    initials_alone,
    lines_of_people,
    header_names,
    handled_by,
    by_syntax,
    without_article,
    beside_words,
    written_adjectives,
    form_fields,
    rows_of_names,
    set_apart,
    introduced_aside,
    *SIGNS,
)  # fmt: skip
