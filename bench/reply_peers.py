"""mail-parser-reply and email-reply-parser, as a process of their own: texts in, what each takes for the reply out.

    INTERPRETER bench/reply_peers.py < texts.jsonl > replies.jsonl

Each line in is a JSON string; each line out an object from peer to reply, an error of the peer counting as "". A peer
that is not installed is left out. It imports nothing of mailbot, so that the peers may live in an environment apart.
"""

import json
import sys
from collections.abc import Callable


def peers() -> "dict[str, Callable[[str], str | None]]":
    """Each peer that is installed, as a function from text to reply, with the settings that suit German mail best."""
    found: dict[str, Callable[[str], str | None]] = {}
    try:
        import mailparser_reply  # type: ignore[import-not-found,unused-ignore]

        reader = mailparser_reply.EmailReplyParser(languages=["de", "en"])
        found["mail-parser-reply (content)"] = reader.parse_reply
        found["mail-parser-reply (body)"] = lambda text: reader.read(text).replies[0].body
    except ImportError:
        pass
    try:
        import email_reply_parser  # type: ignore[import-not-found,unused-ignore]

        found["email-reply-parser"] = email_reply_parser.EmailReplyParser.parse_reply
    except ImportError:
        pass
    return found


def tried(peer: "Callable[[str], str | None]", text: str) -> str:
    """What the peer takes for the reply; nothing where it fails."""
    try:
        return peer(text) or ""
    except Exception:  # noqa: BLE001  a peer that fails on a text has it wrong, no more
        return ""


def main() -> None:
    """Answer each line."""
    found = peers()
    for line in sys.stdin:
        text = json.loads(line)
        print(json.dumps({name: tried(peer, text) for name, peer in found.items()}), flush=True)


if __name__ == "__main__":
    main()
