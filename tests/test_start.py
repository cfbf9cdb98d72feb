"""Scripts call `inspect` often: it loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNNEEDED = (
    *("sqlalchemy", "alembic", "apscheduler", "imapclient", "matplotlib", "aiosmtpd", "structlog", "rich"),
    *("jinja2", "docx", "docxtpl", "xlsxwriter", "cryptography", "holidays", "pymap", "ssl", "asyncio"),
)


def test_inspect_loads_neither_database_nor_servers() -> None:
    mail = next((ROOT / "demo_mails").glob("*.eml"))
    program = (
        "import atexit, sys; from mailbot.cli import main\n"
        f"atexit.register(lambda: print([name for name in {UNNEEDED} if name in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['mailbot', '--config', {str(ROOT / 'config')!r}, 'inspect', '--json', {str(mail)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert '"disposition"' in done.stdout
