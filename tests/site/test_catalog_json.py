"""`data/catalog.json` over the eight campaigns (acceptance row A3): the inventory of the sources, and the values."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_OF = {
    "2024-jiangsu": "000-jiangsu-2024.txt",
    "2025-tongling": "001-tongling-2025.txt",
    "2024-fujian": "002-fujian-2024-with-national-2024.txt",
    "2024-national": "002-fujian-2024-with-national-2024.txt",
    "2023-shantou": "003-shantou-2023-with-guangdong-and-national-2023.txt",
    "2023-guangdong": "003-shantou-2023-with-guangdong-and-national-2023.txt",
    "2023-national": "003-shantou-2023-with-guangdong-and-national-2023.txt",
    "2020-wuhu": "004-wuhu-2020.txt",
}
PHONE = re.compile(r"1\d{2}\*{4}\d{4}|0\d{2,3}\s?[-—]\s?\d{7,8}|(?<=张莉 )\d{7}")


def campaigns(data: dict) -> list[dict]:
    return [campaign for campaign in data["campaigns"] if not campaign["sample"]]


def people(campaign: dict) -> list[dict]:
    return [*campaign["contacts"], *(c for s in campaign["subprojects"] for c in s["contacts"])]


def test_the_counts_of_the_inventory(catalog_json: dict) -> None:
    all_ = campaigns(catalog_json)
    subprojects = [s for c in all_ for s in c["subprojects"]]
    contacts = [p for c in all_ for p in people(c)]
    phones = [phone for p in contacts for phone in p["phones"]]
    tables = [t for c in all_ for t in c["allocation"]]
    forms = [f for c in all_ for f in c["forms"]]
    notices = [n for c in all_ for n in c["notices"]]
    assert len(notices) == 8
    assert len(subprojects) == 64
    assert sum(len(s["hosts"]) for s in subprojects) == 58
    assert sum(len(s["co_hosts"]) for s in subprojects) == 1
    assert sum(p["name"] is not None for p in contacts) == 74
    assert len({p["name"] for p in contacts if p["name"]}) == 56
    assert len(phones) == 92
    assert sum("*" in phone for phone in phones) == 58
    assert sum(phone.startswith("0") for phone in phones) == 33
    assert [phone for phone in phones if "*" not in phone and not phone.startswith("0")] == ["2886550"]
    assert sum(len(c["schedule"]) for c in all_) == 27
    assert len(tables) == 4
    assert sum(len(t["rows"]) for t in tables) == 90
    assert sum(len(row) - 1 for t in tables for row in t["rows"]) == 110
    assert [len(f["fields"]) for f in forms] == [17]
    assert "（一寸彩照）" in forms[0]["fields"]
    assert sum(len(n["attachments"]) for n in notices) == 15


def test_every_phone_of_the_sources_and_no_other(catalog_json: dict) -> None:
    for source in set(SOURCE_OF.values()):
        text = (ROOT / "tests/sources" / source).read_text(encoding="utf-8")
        printed = sorted(
            re.sub(r"\s|—", lambda m: "-" if m.group() == "—" else "", p) for p in PHONE.findall(text)
        )
        kept = [
            phone
            for c in campaigns(catalog_json)
            if SOURCE_OF[c["id"]] == source
            for p in people(c)
            for phone in p["phones"]
        ]
        assert sorted(kept) == printed, source


def test_names_and_hosts_stand_beside_each_other_in_the_source(catalog_json: dict) -> None:
    """A contact of a sub-project is printed after the sub-project's title, before the next one's."""
    for campaign in campaigns(catalog_json):
        text = (ROOT / "tests/sources" / SOURCE_OF[campaign["id"]]).read_text(encoding="utf-8")
        folded = re.sub(r"\s", "", text)
        for subproject in campaign["subprojects"]:
            for contact in subproject["contacts"]:
                assert contact["name"] in folded
            for host in [*subproject["hosts"], *subproject["co_hosts"]]:
                assert host in folded
                assert not set(host) & set('“”"')


def test_totals_are_those_of_the_rows(catalog_json: dict) -> None:
    totals = {
        (c["id"], t["id"]): (
            [sum(row[i + 1] for row in t["rows"]) for i in range(len(t["columns"]))],
            t["declared_total"],
        )
        for c in campaigns(catalog_json)
        for t in c["allocation"]
    }
    assert totals == {
        ("2024-national", "offline"): ([3000], [3000]),
        ("2024-fujian", "offline"): ([100], [100]),
        ("2023-national", "offline"): ([3000], [3000]),
        ("2020-wuhu", "plan"): ([10, 120, 18], [10, 120, 18]),
    }


def test_the_shape_is_the_contract(catalog_json: dict) -> None:
    assert list(catalog_json) == ["as_of", "campaigns"]
    contact = ["unit", "name", "phones", "email"]
    for c in catalog_json["campaigns"]:
        assert list(c) == [
            "id", "title", "tier", "year", "parent", "url", "sample", "status", "schedule", "notices",
            "subprojects", "contacts", "allocation", "forms",
        ]  # fmt: skip
        assert not c["url"].startswith("/")
        assert c["url"].endswith("/")
        for stage in c["schedule"]:
            assert list(stage) == ["name", "printed", "when"]
        for n in c["notices"]:
            assert list(n) == ["id", "kind", "title", "doc_number", "issued", "url", "attachments"]
            for a in n["attachments"]:
                assert list(a) == ["no", "title", "url"]
        for s in c["subprojects"]:
            assert list(s) == ["id", "tier", "title", "hosts", "co_hosts", "contacts", "url", "works"]
            assert all(list(p) == contact for p in s["contacts"])
        assert all(list(p) == contact for p in c["contacts"])
        for t in c["allocation"]:
            assert list(t) == ["id", "columns", "rows", "declared_total"]
            assert all(isinstance(v, int) for row in t["rows"] for v in row[1:])
        for f in c["forms"]:
            assert list(f) == ["id", "fields"]


def test_every_url_is_a_page(catalog_json: dict, site: Path) -> None:
    for c in catalog_json["campaigns"]:
        urls = [c["url"], *(n["url"] for n in c["notices"]), *(s["url"] for s in c["subprojects"])]
        urls += [a["url"].partition("#")[0] for n in c["notices"] for a in n["attachments"]]
        for url in urls:
            assert (site / url / "index.html").is_file(), url
