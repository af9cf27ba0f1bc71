"""The machine-readable label of works made with AI, written only where the entry declares it.

Two vocabularies, both in one XMP packet of a picture:

- IPTC Photo Metadata 2023.2, `Iptc4xmpExt:DigitalSourceType`: `trainedAlgorithmicMedia` (generated) or
  `compositeWithTrainedAlgorithmicMedia` (assisted).
- GB 45438-2025 (in force since 2025-09-01), annex E: a metadata field `AIGC` holding JSON with `Label` (1: the content
  is AI-generated or synthesised), `ContentProducer`, `ProduceID`, `ContentPropagator`, `PropagateID` and two reserved codes.
  Only `Label` is known to us; makers and numbers are not invented. In XMP it stands as `TC260:AIGC`, the namespace of
  the TC260 practice guide. In MP4 and M4A it is the metadata key `AIGC`, in MP3 the ID3 frame TXXX `AIGC`.
"""

from __future__ import annotations

import json
from html import escape

from generator.media.recipe import AiUse

_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SOURCE_TYPE = {
    "assisted": _SOURCE + "compositeWithTrainedAlgorithmicMedia",
    "generated": _SOURCE + "trainedAlgorithmicMedia",
}


def field(ai_use: AiUse) -> str | None:
    """The value of the field AIGC of a sound or film, None where none is due."""
    if ai_use == "none":
        return None
    return json.dumps({"Label": "1"}, separators=(",", ":"))


def packet(ai_use: AiUse) -> bytes:
    """The XMP packet of a picture, empty where none is due."""
    value = field(ai_use)
    if value is None:
        return b""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">'
        f"<Iptc4xmpExt:DigitalSourceType>{_SOURCE_TYPE[ai_use]}</Iptc4xmpExt:DigitalSourceType>"
        f"<TC260:AIGC>{escape(value, quote=False)}</TC260:AIGC>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
