"""One address of each page kind, for visiting and for photographs."""

_DEMO = "campaigns/2026-demo/"

WORKS = {
    "gallery": _DEMO + "gallery/",
    "gallery-page-2": _DEMO + "gallery/page/2/",
    "gallery-project": _DEMO + "gallery/posters/",
    "work-photo": _DEMO + "works/p001/",
    "work-series": _DEMO + "works/p002/",
    "work-poster": _DEMO + "works/h001/",
    "work-video": _DEMO + "works/v001/",
    "work-audio": _DEMO + "works/s001/",
    "work-audio-no-cover": _DEMO + "works/r002/",
    "work-article": _DEMO + "works/w001/",
    "work-person": _DEMO + "works/n001/",
    "work-account": _DEMO + "works/z001/",
    "work-case": _DEMO + "works/c001/",
    "work-platform": _DEMO + "works/f001/",
    "work-activity": _DEMO + "works/e001/",
    "work-organisation": _DEMO + "works/o001/",
    "tombstone": _DEMO + "works/p009/",
    "results": _DEMO + "results/",
    "units-counted": _DEMO + "units/",
    "campaign-sample": _DEMO,
    "project-sample": _DEMO + "projects/photos/",
}
"""Pages of the sample's works; they show most on the day the sample is made for."""

LIGHTS = {
    "gallery-filtered": WORKS["gallery"] + "?kind=audio",
    "gallery-nothing-found": WORKS["gallery"] + "?award=%E6%B2%A1%E6%9C%89",
    "light-photo": WORKS["gallery"] + "#w-p001",
    "light-poster": WORKS["gallery"] + "#w-h001",
    "light-video": WORKS["gallery"] + "#w-v001",
    "light-audio": WORKS["gallery"] + "#w-s001",
    "search-found": "search/?q=%E6%91%84%E5%BD%B1",
    "search-nothing-found": "search/?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E8%AF%8D",
    "light-piece": WORKS["work-series"] + "#p-2",
}
"""The same pages in another state: filtered, or with the large view open."""

AGAIN = frozenset(
    {
        "campaign-two-series",
        "notice-three-tiers",
        "project-hosted",
        "privacy",
        "accessibility",
        "gallery-page-2",
        "gallery-project",
        "work-poster",
        "work-audio-no-cover",
        "work-account",
        "work-case",
        "work-platform",
        "work-activity",
        "work-organisation",
        "campaign-sample",
        "project-sample",
        "handbook-page",
    }
)
"""Of a kind, by template and script, that is there already: what hangs on nothing else is tried on them in `make audit`."""

KINDS = {
    "home": "",
    "campaigns": "campaigns/",
    "campaign": "campaigns/2024-fujian/",
    "campaign-two-series": "campaigns/2020-wuhu/",
    "notice": "campaigns/2024-fujian/notices/launch/",
    "notice-three-tiers": "campaigns/2023-shantou/notices/launch/",
    "project": "campaigns/2024-fujian/projects/songs/",
    "project-hosted": "campaigns/2024-national/projects/animation/",
    "contacts": "campaigns/2024-fujian/contacts/",
    "units": "campaigns/2023-shantou/units/",
    "form": "campaigns/2024-fujian/forms/nomination/",
    "gallery-empty": "campaigns/2024-fujian/gallery/",
    "results-empty": "campaigns/2024-fujian/results/",
    "notices": "notices/",
    "all-contacts": "contacts/",
    "all-galleries": "gallery/",
    "all-results": "results/",
    "my-unit": "units/",
    "search": "search/",
    "about": "about/",
    "privacy": "privacy/",
    "accessibility": "accessibility/",
    "sitemap": "sitemap/",
    "handbook": "handbook/",
    **WORKS,
    "handbook-page": "handbook/first-notice/",
    "codes": "handbook/codes/",
    "code": "handbook/codes/E121/",
}
