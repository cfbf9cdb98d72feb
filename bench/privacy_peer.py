"""presidio-analyzer with its German recognisers, as a process of its own: texts in, covered places out.

    INTERPRETER bench/privacy_peer.py < texts.jsonl > places.jsonl

Each line in is a JSON string; each line out a list of [start, end]. It imports nothing of mailbot, so that presidio may
live in a virtual environment of its own. No network: the public suffix list is the one that tldextract ships.
"""

import json
import sys


def recognisers() -> "list[object]":
    """Every German recogniser without a model, and those for mail, IBAN, URL, phone, IP and cards."""
    import tldextract  # type: ignore[import-not-found,unused-ignore]
    from presidio_analyzer import RecognizerRegistry  # type: ignore[import-not-found,unused-ignore]
    from presidio_analyzer import predefined_recognizers as shipped  # type: ignore[import-not-found,unused-ignore]

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR
    registry = RecognizerRegistry(supported_languages=["de"])
    german = [
        kind
        for kind in vars(shipped).values()
        if isinstance(kind, type) and ".country_specific.germany" in kind.__module__
    ]
    found = [kind() for kind in german]
    general = ("EmailRecognizer", "IbanRecognizer", "UrlRecognizer", "IpRecognizer", "CreditCardRecognizer")
    found += [getattr(shipped, name)(supported_language="de") for name in general]
    found.append(shipped.PhoneRecognizer(supported_language="de", supported_regions=("DE",), leniency=1))
    for one in found:
        registry.add_recognizer(one)
    return list(registry.recognizers)


def main() -> None:
    """Answer each line."""
    ready = recognisers()
    for line in sys.stdin:
        text = json.loads(line)
        places = [
            [found.start, found.end]
            for one in ready
            for found in one.analyze(text, one.supported_entities, None) or ()  # type: ignore[attr-defined]
        ]
        print(json.dumps(places), flush=True)


if __name__ == "__main__":
    main()
