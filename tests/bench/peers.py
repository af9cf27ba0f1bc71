"""The same works for Hugo and Eleventy: the same entries, as many work and gallery pages, of the same weight.

Both get what is cheapest for them: only what is published, already in order; Hugo a page of front matter for each work and no
Markdown to parse, Eleventy one JSON file of all of them with each work's neighbours in it. Neither makes what our site has
besides: notices, lists, results, units, search, calendars, documents, share cards, the handbook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from tests.bench.frame import Sample, wall_template, work_template
from tests.bench.projects import CAMPAIGN, Project, entry_file, works

PAGE_SIZE = 60
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

HUGO = {
    "each works": "{{ range $pages.Pages }}",
    "/each": "{{ end }}",
    "/if": "{{ end }}",
    "each credits": "{{ range $i, $c := .Params.credits }}",
    "comma": "{{ if $i }},{{ end }}",
    "role": "{{ $c.role }}",
    "name": "{{ $c.name }}",
    "names": "{{ range $i, $c := .Params.credits }}{{ if $i }}、{{ end }}{{ $c.name }}{{ end }}",
    "title": "{{ .Title }}",
    "cut": "{{ substr .Params.text 0 90 }}",
    "if award": "{{ with .Params.award }}",
    "award": "{{ . }}",
    "if prev": "{{ with .PrevInSection }}",
    "if next": "{{ with .NextInSection }}",
    "prev.id": "{{ .Params.id }}",
    "next.id": "{{ .Params.id }}",
    "prev.title": "{{ .Title }}",
    "next.title": "{{ .Title }}",
    **{
        key: f"{{{{ .Params.{key} }}}}"
        for key in ("id", "no", "unit", "project", "kind", "statement", "text")
    },
}
ELEVENTY = {
    "each works": "{% for e in g.list %}",
    "/each": "{% endfor %}",
    "/if": "{% endif %}",
    "each credits": "{% for c in e.credits %}",
    "comma": "{% if not loop.first %},{% endif %}",
    "role": "{{ c.role }}",
    "name": "{{ c.name }}",
    "names": '{{ e.credits | join("、", "name") }}',
    "cut": '{{ e.text | truncate(90, true, "") }}',
    "if award": "{% if e.award %}",
    "if prev": "{% if e.prev %}",
    "if next": "{% if e.next %}",
    **{
        key: f"{{{{ e.{key} }}}}"
        for key in (
            *("id", "no", "title", "unit", "project", "kind", "statement", "text", "award"),
            *("prev.id", "next.id", "prev.title", "next.title"),
        )
    },
}
_PAGES_JS = """const works = require("./works.json"), projects = {}, SIZE = %d;
for (const e of works) (projects[e.project] ??= []).push(e);
const cut = (name, list, at) => Array.from({length: Math.max(1, Math.ceil(list.length / SIZE))},
  (_, k) => ({at: at + (k ? `page/${k + 1}/` : ""), list: list.slice(k * SIZE, (k + 1) * SIZE), kind: list[0].kind}));
"""


def entries(project: Project) -> list[dict]:
    """Every published work of a built project with what its page shows."""
    shown = []
    for work in works(project):
        record = yaml.load(entry_file(project, work).read_bytes(), _LOADER)
        shown.append(
            {
                **{key: work[key] for key in ("id", "no", "title", "unit")},
                "project": work["subproject"],
                "kind": _kind(project, work["subproject"]),
                "credits": [{"name": one["name"], "role": one["role"]} for one in work["credits"]],
                "award": work["honours"][0]["title"] if work["honours"] else "",
                "statement": record["statement"],
                "text": record["text"],
            }
        )
    return shown


def _kind(project: Project, subproject: str) -> str:
    from generator.demo.synthetic import KINDS

    return KINDS[int(subproject[1:])]


def templates(project: Project, shown: list[dict]) -> dict[str, str]:
    """The templates `work`, `wall` (all works) and `project` (a sub-project's), still with tokens."""
    pages = project.site / f"campaigns/{CAMPAIGN}"
    one = next(e for e in shown[1:-1] if not e["award"] and len(e["credits"]) > 1 and _within(shown, e))
    of = Sample(
        **{key: one[key] for key in ("id", "no", "title", "unit", "project", "kind", "statement", "text")},
        names=tuple(credit["name"] for credit in one["credits"]),
    )
    page = (pages / f"works/{one['id']}/index.html").read_text(encoding="utf-8")
    wall = (pages / "gallery/index.html").read_text(encoding="utf-8")
    small = (pages / f"gallery/{one['project']}/index.html").read_text(encoding="utf-8")
    return {
        "work": work_template(page, of),
        "wall": wall_template(wall),
        "project": wall_template(small, heading=one["kind"]),
    }


def _within(shown: list[dict], one: dict) -> bool:
    """Whether a work has neighbours on both sides in its sub-project."""
    same = [e for e in shown if e["project"] == one["project"]]
    return one is not same[0] and one is not same[-1]


def told(template: str, words: Mapping[str, str]) -> str:
    """The template in a peer's own language."""
    return re.sub(r"⟦([^⟧]*)⟧", lambda token: words[token[1]], template)


def write_hugo(folder: Path, shown: Iterable[dict], cut: Mapping[str, str]) -> None:
    """A Hugo project: a section for each sub-project, the home page is the gallery of all works."""
    pages = "{{ $pages := .Paginate %s }}"
    put(
        folder / "hugo.toml",
        'baseURL = "https://example.org/"\ntitle = "作品"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n'
        f"[pagination]\npagerSize = {PAGE_SIZE}\ndisableAliases = true\n",
    )
    put(folder / "layouts/_default/single.html", told(cut["work"], HUGO))
    for name, list_, template in (
        ("index", ".Site.RegularPages", "wall"),
        ("_default/list", ".RegularPages", "project"),
    ):
        words = {**HUGO, "kind": "{{ .Params.kind }}"}
        page = told(cut[template], words).replace(
            "{{ .Params.kind }}作品征集", "{{ (index .RegularPages 0).Params.kind }}作品征集"
        )
        put(folder / f"layouts/{name}.html", pages % list_ + page)
    for number, one in enumerate(shown):
        lines = json.dumps({"weight": number + 1, **one}, ensure_ascii=False)
        put(folder / f"content/{one['project']}/{one['id']}.md", lines + "\n")


def write_eleventy(folder: Path, shown: list[dict], cut: Mapping[str, str]) -> None:
    """An Eleventy project: all works in one data file, two lists of gallery pages made of it."""
    groups: dict[str, list[dict]] = {}
    for one in shown:
        groups.setdefault(one["project"], []).append(one)
    beside: dict[str, dict] = {}
    for group in groups.values():
        for at, one in enumerate(group):
            beside[one["id"]] = {
                way: {"id": group[to]["id"], "title": group[to]["title"]}
                for way, to in (("prev", at - 1), ("next", at + 1))
                if 0 <= to < len(group)
            }
    data = [{**one, **beside[one["id"]]} for one in shown]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in data)
    put(folder / "_data/works.json", f"[\n{lines}\n]\n")
    script = _PAGES_JS % PAGE_SIZE
    put(folder / "_data/all.js", script + 'module.exports = cut("all", works, "gallery/");\n')
    put(
        folder / "_data/some.js",
        script
        + "module.exports = Object.entries(projects).flatMap(([s, list]) => cut(s, list, `gallery/${s}/`));\n",
    )
    for name, list_, alias, where in (
        ("work", "works", "e", "works/{{ e.id }}/"),
        ("wall", "all", "g", "{{ g.at }}"),
        ("project", "some", "g", "{{ g.at }}"),
    ):
        head = f"pagination:\n  data: {list_}\n  size: 1\n  alias: {alias}\npermalink: '{where}'"
        page = told(cut[name], ELEVENTY).replace("{{ e.kind }}作品征集", f"{{{{ {alias}.kind }}}}作品征集")
        put(folder / f"{name}.njk", f"---\n{head}\n---\n{page}")


def put(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def weigh(folder: Path) -> tuple[int, int]:
    """How many pages there are below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    return len(sizes), sum(sizes)
