"""Addresses, decided once: every page, anchor and file of the site is named here and nowhere else.

An address is the path from the site's root without a leading slash; folders end in `/`, so links work under any prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.notice import Attachment

HOME = ""
CAMPAIGNS = "campaigns/"
NOTICES = "notices/"
CONTACTS = "contacts/"
GALLERY = "gallery/"
RESULTS = "results/"
SEARCH = "search/"
UNITS = "units/"
LISTS = (CAMPAIGNS, NOTICES, CONTACTS, GALLERY, RESULTS, SEARCH, UNITS)
"""Pages over all campaigns."""
HANDBOOK = "handbook/"
FIELDS = "handbook/fields/"
"""What may be written under each key: a hand-written page, made from the records' schema."""
CODES = "handbook/codes/"
"""The list of problem codes: a hand-written page with the block `[[codes]]`; each code's page stands below it."""
FEED = "notices/feed.xml"
CATALOG_JSON = "data/catalog.json"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
HEADERS = "_headers"


def sitemap_part(number: int) -> str:
    """A numbered sitemap, of very many pages (`sitemap-1.xml`)."""
    return f"sitemap-{number}.xml"


def code(problem_code: str) -> str:
    """What the handbook says of a problem code, spelt as reports print it: `handbook/codes/E121/`."""
    return f"{CODES}{problem_code}/"


def campaign(campaign_id: str) -> str:
    """Landing page of a campaign."""
    return f"campaigns/{campaign_id}/"


def notice(campaign_id: str, notice_id: str) -> str:
    """An official document."""
    return f"campaigns/{campaign_id}/notices/{notice_id}/"


def project(campaign_id: str, subproject_id: str) -> str:
    """A sub-project."""
    return f"campaigns/{campaign_id}/projects/{subproject_id}/"


def contacts(campaign_id: str) -> str:
    """The contact listing of a campaign."""
    return f"campaigns/{campaign_id}/contacts/"


def units(campaign_id: str, number: int = 1) -> str:
    """Quotas and plan figures by unit; of very many units on several pages (`units/page/2/`)."""
    base = f"campaigns/{campaign_id}/units/"
    return base if number == 1 else f"{base}page/{number}/"


def form(campaign_id: str, form_id: str) -> str:
    """A blank form."""
    return f"campaigns/{campaign_id}/forms/{form_id}/"


def gallery(campaign_id: str) -> str:
    """All works of a campaign."""
    return f"campaigns/{campaign_id}/gallery/"


def gallery_page(campaign_id: str, subproject_id: str | None = None, number: int = 1) -> str:
    """One page of a gallery: of the whole campaign, or of one sub-project (`gallery/songs/page/2/`)."""
    base = gallery(campaign_id) + (f"{subproject_id}/" if subproject_id else "")
    return base if number == 1 else f"{base}page/{number}/"


def work(campaign_id: str, work_id: str) -> str:
    """One work, or the tombstone of one."""
    return f"campaigns/{campaign_id}/works/{work_id}/"


def gallery_index(campaign_id: str, block: int = 0) -> str:
    """What the filters of a campaign's galleries read: what each work is in, and its cards in blocks (`gallery-1.js`)."""
    return f"data/{campaign_id}/gallery-{block}.js" if block else f"data/{campaign_id}/gallery.js"


def results(campaign_id: str, number: int = 1) -> str:
    """The honour roll of a campaign; of a long one the first page leads to the others (`results/page/2/`)."""
    base = f"campaigns/{campaign_id}/results/"
    return base if number == 1 else f"{base}page/{number}/"


def handout(campaign_id: str, name: str) -> str:
    """A file handed out as it is."""
    return f"campaigns/{campaign_id}/files/{name}"


def works_json(campaign_id: str, part: int = 0) -> str:
    """The works of a campaign as data; of very many the numbered parts that `works.json` names (`works-1.json`)."""
    return f"data/{campaign_id}/works-{part}.json" if part else f"data/{campaign_id}/works.json"


def platform_qr(campaign_id: str, platform_id: str, number: int) -> str:
    """The QR picture of a platform's entry point."""
    return f"campaigns/{campaign_id}/qr/{platform_id}-{number}.png"


def calendar(campaign_id: str, subproject_id: str | None = None) -> str:
    """The dates of a campaign, or of one sub-project, as a calendar."""
    folder = project(campaign_id, subproject_id) if subproject_id else campaign(campaign_id)
    return f"{folder}calendar.ics"


def contacts_csv(campaign_id: str) -> str:
    """All contacts of a campaign as a table."""
    return f"{contacts(campaign_id)}contacts.csv"


def contact_card(campaign_id: str, subproject_id: str | None, number: int) -> str:
    """One contact as a vCard: the `number`-th (from 1) of a sub-project, or of the departments. No name, no telephone in it."""
    return f"{contacts(campaign_id)}{subproject_id or '_'}-{number}.vcf"


def notice_document(campaign_id: str, notice_id: str) -> str:
    """An official document as DOCX."""
    return f"{notice(campaign_id, notice_id)}{notice_id}.docx"


def form_document(campaign_id: str, form_id: str) -> str:
    """A blank form as DOCX."""
    return f"{form(campaign_id, form_id)}{form_id}.docx"


def results_file(campaign_id: str, suffix: str) -> str:
    """The honour roll as a file: `csv` or `docx`."""
    return f"{results(campaign_id)}results.{suffix}"


def search_data(name: str, number: int = 0) -> str:
    """A script of the search index: `index`, or a shard of a campaign, from 0 (`2024-fujian.js`, `2024-fujian.1.js`)."""
    return f"data/search/{name}.{number}.js" if number else f"data/search/{name}.js"


def work_anchor(work_id: str) -> str:
    """The anchor of a work's card in a gallery, and the address of its large view."""
    return f"w-{work_id}"


def unit_anchor(key: str) -> str:
    """The anchor of a unit's row on its campaign's units page; `key` is its id, or a hash of its name without one."""
    return f"u-{key}"


def units_data(part: str) -> str:
    """What “我的单位” reads: `index`, the list of all units, or a numbered part with what is asked of some of them."""
    return f"data/units/{part}.js"


def attachment_anchor(position: int, item: Attachment, prefix: str = "") -> str:
    """The anchor of an attachment on its notice's page (`fj1`); without a printed number its position counts."""
    return f"{prefix}fj{item.no if item.no is not None else position}"


def line_anchor(line: int, prefix: str = "") -> str:
    """The anchor of a paragraph on its notice's page: the line of the official text it stands in, 1-based (`p25`)."""
    return f"{prefix}p{line}"


def file_of(address: str) -> str:
    """The file that serves an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def root_of(address: str) -> str:
    """The prefix from a page back to the site's root (`../../`), "" on the home page."""
    return "../" * address.count("/")


def link(root: str, address: str) -> str:
    """A relative link to `address` from a page whose prefix to the root is `root`."""
    return f"{root}{address}" or "./"
