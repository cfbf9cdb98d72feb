"""An office's configuration: what is read, how it is turned into the rooms' values, and what never leaks."""

from __future__ import annotations

import re
import shutil
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from mailbot.config import (
    Settings,
    calendar,
    check,
    directory,
    find_config,
    house,
    is_inside,
    load,
    office_facts,
    policy,
    zone,
)
from mailbot.errors import ConfigError
from mailbot.resources import sample_config
from mailbot.settings.findings import keys_of
from mailbot.settings.model import SECTIONS
from mailbot.settings.people import DirectoryFile
from mailbot.vocabulary import Role

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample office."""
    copy = tmp_path / "office"
    shutil.copytree(sample_config(), copy)
    return copy


def change(folder: Path, old: str, new: str, file: str = "mailbot.toml") -> None:
    """Replace the first `old` of a file; it must be there."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def loaded(folder: Path, **environ: str) -> Settings:
    return load(folder, environ)


def test_the_sample_office_is_read(folder: Path) -> None:
    settings = loaded(folder)
    assert settings.office.name == "Jobcenter Wolfenbüttel"
    assert settings.outbound.mode == "redirect"
    assert [team.id for team in settings.people.teams] == [
        "leistung",
        "vermittlung-u25",
        "vermittlung-ue25",
        "eingangszone",
        "arbeitgeber",
    ]


def test_paths_are_relative_to_the_file_they_stand_in(folder: Path) -> None:
    settings = loaded(folder)
    assert settings.archive.root == folder / "var/archive"
    assert settings.database.url == f"sqlite:///{folder}/var/mailbot.db"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("sqlite:////srv/mailbot.db", "sqlite:////srv/mailbot.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///data.db?timeout=5", "sqlite:///{folder}/data.db?timeout=5"),
        ("postgresql+psycopg://mailbot@db/mailbot", "postgresql+psycopg://mailbot@db/mailbot"),
    ],
)
def test_only_a_relative_file_of_a_database_url_is_resolved(folder: Path, given: str, url: str) -> None:
    change(folder, "sqlite:///var/mailbot.db", given)
    assert loaded(folder).database.url == url.replace("{folder}", str(folder))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ('""', None),
        ("2026-03-01T00:00:00+01:00", datetime(2026, 3, 1, tzinfo=BERLIN)),
        ("2026-02-28T23:00:00Z", datetime(2026, 3, 1, tzinfo=BERLIN)),
        ('"2026-03-01T00:00:00+01:00"', datetime(2026, 3, 1, tzinfo=BERLIN)),
        ("2026-03-01T00:00:00", datetime(2026, 3, 1, tzinfo=BERLIN)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=BERLIN)),
    ],
)
def test_the_start_is_a_moment_in_the_office(folder: Path, written: str, moment: datetime | None) -> None:
    change(folder, 'start_at = ""', f"start_at = {written}")
    start = loaded(folder).mailbox.start_at
    assert start == moment
    assert start is None or start.tzinfo is not None


# --- passwords ---


def test_a_password_stands_in_the_file_itself(folder: Path) -> None:
    assert loaded(folder).mailbox.secret() == "bitte-aendern"


def test_a_password_stands_in_a_file_beside(folder: Path) -> None:
    change(folder, 'password = "bitte-aendern"', 'password_file = "secret"')
    (folder / "secret").write_text("geheim \n", encoding="utf-8")
    assert loaded(folder).mailbox.secret() == "geheim "


def test_a_password_stands_in_the_environment(folder: Path) -> None:
    change(folder, 'password = "bitte-aendern"', 'password_env = "IMAP_PASSWORD"')
    assert loaded(folder, IMAP_PASSWORD="geheim").mailbox.secret() == "geheim"


def test_a_password_that_cannot_be_read_matters_only_where_it_is_used(folder: Path) -> None:
    change(folder, 'password = "bitte-aendern"', 'password_file = "secret"')
    settings = loaded(folder)
    assert directory(settings).teams
    with pytest.raises(ConfigError, match=r"mailbox\.password_file: .*secret cannot be read"):
        settings.mailbox.secret()


def test_a_server_without_user_wants_no_password(folder: Path) -> None:
    text = (folder / "mailbot.toml").read_text(encoding="utf-8")
    smtp = text.index("\n[smtp]\n")
    rest = text[smtp:].replace('user = "krm"', 'user = ""', 1).replace('password = "bitte-aendern"\n', "", 1)
    (folder / "mailbot.toml").write_text(text[:smtp] + rest, encoding="utf-8")
    assert loaded(folder).smtp.secret() == ""


def test_a_password_stands_in_no_repr_and_no_error(folder: Path) -> None:
    change(folder, "bitte-aendern", "S3cr3t-imap")
    settings = loaded(folder)
    assert "S3cr3t" not in repr(settings) + str(settings)
    change(folder, 'password = "S3cr3t-imap"', 'passwort = "S3cr3t-imap"')
    with pytest.raises(ConfigError) as failure:
        loaded(folder)
    assert "S3cr3t" not in str(failure.value)


def test_a_password_in_broken_toml_is_not_shown(folder: Path) -> None:
    change(folder, 'password = "bitte-aendern"', 'password = "S3cr3t-imap')
    with pytest.raises(ConfigError) as failure:
        loaded(folder)
    assert "S3cr3t" not in str(failure.value)
    assert re.search(r"mailbot\.toml: is not TOML: .*line \d+", str(failure.value))


# --- what the rooms get ---


def test_settings_do_not_change(folder: Path) -> None:
    settings = loaded(folder)
    with pytest.raises(ValidationError):
        settings.outbound.mode = "live"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        settings.folder = Path()  # type: ignore[misc]


def test_house_knows_domains_and_addresses_in_lower_case(folder: Path) -> None:
    known = house(loaded(folder))
    assert known.mailbox == "jobcenter-wolfenbuettel.kundenreaktionsmanagement@jobcenter-ge.example"
    assert known.is_own("Jobcenter-Wolfenbuettel.Kundenreaktionsmanagement+abc@jobcenter-ge.example")
    assert known.is_internal("Somebody@JOBCENTER-GE.example")


def test_a_full_address_among_the_internal_domains_makes_nobody_else_internal(folder: Path) -> None:
    settings = loaded(folder)
    assert "krm@arbeitsagentur.example" in settings.smtp.internal_domains
    assert directory(settings).agency_krm.person.address == "krm@arbeitsagentur.example"
    assert not house(settings).is_internal("petitionen@arbeitsagentur.example")


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("leistung@jobcenter-ge.example", True),
        ("Leistung@Jobcenter-GE.example", True),
        ("krm@arbeitsagentur.example", True),
        ("petitionen@arbeitsagentur.example", False),
        ("leistung@mail.jobcenter-ge.example", False),
        ("leistung@jobcenter-ge.example.attacker.example", False),
        ("", False),
    ],
)
def test_text_goes_to_internal_domains_and_named_addresses(folder: Path, address: str, inside: bool) -> None:
    assert is_inside(loaded(folder), address) is inside


def test_the_directory_has_all_roles_and_lower_case_addresses(folder: Path) -> None:
    change(folder, "teamleitung.leistung@", "Teamleitung.Leistung@", "directory.toml")
    known = directory(loaded(folder))
    assert [office.role for office in known.offices] == [
        Role.OFFICER,
        Role.MANAGEMENT,
        Role.OBJECTIONS,
        Role.AGENCY_KRM,
        Role.PRIVACY_OFFICER,
        Role.SUPERVISION,
    ]
    assert {address == address.lower() for address in known.addresses} == {True}
    team = known.team("leistung")
    assert team is not None
    assert (team.org, team.mailbox) == ("701", "leistung@jobcenter-ge.example")
    assert [person.address.partition("@")[0] for person in team.heads] == [
        "teamleitung.leistung",
        "vertretung.leistung",
    ]


def test_an_absence_belongs_to_whoever_has_the_address(folder: Path) -> None:
    entry = '[[absences]]\naddress = "krm.beauftragte@jobcenter-ge.example"\nfrom = 2026-07-01\nto = 2026-07-14\n'
    with (folder / "directory.toml").open("a", encoding="utf-8") as file:
        file.write(entry)
    officer = directory(loaded(folder)).officer
    assert not officer.person.is_away(date(2026, 6, 30))
    assert all(officer.person.is_away(date(2026, 7, day)) for day in (1, 14))


def test_the_policy_has_the_periods_of_the_instruction(folder: Path) -> None:
    settled = policy(loaded(folder), range(2026, 2028))
    assert (settled.acknowledgement_working_days, settled.interim_days, settled.final_days) == (3, 7, 14)
    assert (settled.notice_time, settled.reminder_time) == (time(8), time(7, 30))
    assert (settled.window_start, settled.window_end) == (time(7), time(18))
    assert settled.reminder_days == (7, 10, 13)
    assert settled.zone == BERLIN


def test_the_policy_follows_the_file(folder: Path) -> None:
    change(folder, 'window = "07:00-18:00"', 'window = "9:30-16:00"')
    change(folder, "interim_days = 7", "interim_days = 5")
    change(folder, "days = [7, 10, 13]", "days = [5, 9]")
    settled = policy(loaded(folder), [2026])
    assert (settled.window_start, settled.window_end) == (time(9, 30), time(16))
    assert (settled.interim_days, settled.reminder_days) == (5, (5, 9))


@pytest.mark.parametrize(
    ("region", "day", "works"),
    [
        ("NI", date(2026, 10, 31), False),  # Saturday
        ("NI", date(2025, 10, 31), False),  # Friday, Reformationstag
        ("BY", date(2025, 10, 31), True),
        ("BY", date(2026, 1, 6), False),  # Tuesday, Heilige Drei Könige
        ("NI", date(2026, 1, 6), True),
        ("NI", date(2026, 12, 24), False),  # closing day
        ("NI", date(2026, 12, 23), True),
    ],
)
def test_working_days_are_those_of_the_region(folder: Path, region: str, day: date, works: bool) -> None:
    change(folder, 'region = "NI"', f'region = "{region}"')
    assert calendar(loaded(folder), [2025, 2026]).is_working_day(day) is works


def test_an_unknown_zone_or_region_is_a_mistake_of_the_configuration(folder: Path) -> None:
    change(folder, 'timezone = "Europe/Berlin"', 'timezone = "Europe/Wolfenbüttel"')
    change(folder, 'region = "NI"', 'region = "XX"')
    with pytest.raises(ConfigError) as failure:
        loaded(folder)
    assert [finding.split(": ")[1] for finding in failure.value.findings] == ["office.timezone", "office.region"]


def test_an_office_that_would_write_to_itself_does_not_start(folder: Path) -> None:
    own = "jobcenter-wolfenbuettel.kundenreaktionsmanagement@jobcenter-ge.example"
    change(folder, "krm.beauftragte@jobcenter-ge.example", own, "directory.toml")
    with pytest.raises(ConfigError, match="is the mailbox itself"):
        loaded(folder)


def test_the_zone_is_the_one_of_the_file(folder: Path) -> None:
    change(folder, 'timezone = "Europe/Berlin"', 'timezone = "Europe/Vienna"')
    assert zone(loaded(folder)) == ZoneInfo("Europe/Vienna")


def test_what_the_office_publishes_is_what_the_file_says(folder: Path) -> None:
    settings = loaded(folder)
    facts = office_facts(settings)
    assert facts.mailbox == settings.mailbox.address
    assert facts.objection_ways == settings.office.objection_ways
    assert [team.id for team in facts.teams] == [team.id for team in settings.people.teams]
    names = {person.name for _, person in settings.people.persons() if person.name} | set(settings.people.staff)
    assert not any(name in repr(facts) for name in names)


# --- where the configuration lies ---


def test_the_option_comes_before_the_variable(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert find_config(str(one), {"MAILBOT_CONFIG": str(other)}) == one
    assert find_config(None, {"MAILBOT_CONFIG": str(other)}) == other


def test_the_folder_here_comes_before_what_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_config(None, {}) == sample_config()
    (tmp_path / "config" / "one").mkdir(parents=True)
    assert find_config(None, {}) == sample_config()
    (tmp_path / "config" / "one" / "mailbot.toml").touch()
    assert find_config(None, {}) == Path("config")


def test_a_folder_that_was_named_and_is_none_is_not_replaced_by_another(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--config"):
        find_config(str(tmp_path / "none"), {})


# --- the sample is complete ---


def keys_in(text: str) -> set[str]:
    """Keys of a TOML text, those in comments (`# key = value`) too, as section.key."""
    found, section = set(), ""
    for line in text.splitlines():
        plain = line.removeprefix("#").strip()
        if match := re.fullmatch(r"\[\[?([a-z_.]+)\]\]?", plain):
            section = match[1]
        elif match := re.match(r"([a-z_]+) = ", plain):
            found.add(f"{section}.{match[1]}".lstrip("."))
    return found


def test_every_key_stands_in_the_sample() -> None:
    text = (sample_config() / "mailbot.toml").read_text(encoding="utf-8")
    wanted = {f"{name}.{key}" for name, model in SECTIONS.items() for key in keys_of(model)}
    assert wanted - {"mailbox.web_forms"} <= keys_in(text) | {"mailbox.web_forms"}
    assert "mailbox.web_forms.sender" in keys_in(text)
    directory_keys = set(keys_of(DirectoryFile))
    directory_text = (sample_config() / "directory.toml").read_text(encoding="utf-8")
    assert {key for key in directory_keys if not re.search(rf"(?m)^(# )?\[?\[?{key}\b", directory_text)} == set()


def test_what_the_sample_says_is_the_default_where_there_is_one() -> None:
    """Whoever deletes a line of the sample gets what it said, but for what each office must settle itself."""
    raw = tomllib.loads((sample_config() / "mailbot.toml").read_text(encoding="utf-8"))
    settings = load(sample_config(), {})
    for name in ("outbound", "trust", "privacy", "deadlines", "reminders", "digest", "evaluations", "clock"):
        assert set(raw[name]) == set(SECTIONS[name].model_fields)
        assert getattr(settings, name) == SECTIONS[name]()


def test_a_datetime_of_toml_needs_no_zone_of_the_machine(folder: Path) -> None:
    change(folder, 'start_at = ""', "start_at = 2026-07-01T12:00:00")
    start = loaded(folder).mailbox.start_at
    assert start is not None
    assert start.astimezone(UTC).hour == 10


MINIMAL = """
[office]
name = "Jobcenter Musterstadt"
prefix = "KRM"
timezone = "Europe/Berlin"
region = "NI"
[mailbox]
address = "krm@jobcenter-ge.example"
host = "127.0.0.1"
port = 143
tls = "none"
user = "krm"
password = "krm"
folder = "INBOX"
processed_folder = "KRM"
case_folders = true
[smtp]
host = "127.0.0.1"
port = 25
tls = "none"
internal_domains = ["jobcenter-ge.example", "krm@arbeitsagentur.example"]
[outbound]
mode = "live"
[database]
url = "sqlite:///var/mailbot.db"
[archive]
root = "archive"
[clock]
simulated = true
"""


def test_the_keys_without_default_are_few(folder: Path) -> None:
    (folder / "mailbot.toml").write_text(MINIMAL, encoding="utf-8")
    settings = loaded(folder)
    assert office_facts(settings).objection_ways
    assert policy(settings, [2026]).reminder_days == (7, 10, 13)
    assert check(folder, {}) == ()
