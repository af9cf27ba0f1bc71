"""A whole little project: its own theme (Material underneath), three hand-written pages, and a site of values."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from generator.site import Asset, Page, Site

ROOT = Path(__file__).parents[2]

CONFIG = """\
site_name: 小站
docs_dir: content
theme: {name: material, custom_dir: theme, font: false, language: zh}
plugins:
  - zhanbang: {as_of: 2024-08-12, sponsors: [某市总工会], maintainer: {unit: 某办公室, phone: 010-12345678}}
nav:
  - index.md
  - about.md
"""

BASE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
{% if not config.extra.zb.serving %}<meta http-equiv="Content-Security-Policy" content="{{ config.extra.zb.policy }}">{% endif %}
<title>{% block title %}{{ page.title }}{% endblock %}｜{{ config.site_name }}</title>
<link rel="stylesheet" href="{{ 'assets/zb/base.css'|url }}">
<link rel="icon" href="data:,">
{% block head %}{% endblock %}
</head>
<body>
<a href="#main">跳到正文</a>
<header><a href="{{ './'|url }}">首页</a><a href="{{ '.'|url }}">首页</a>
<img src="{{ 'assets/zb/seal.svg'|url }}" srcset="{{ 'assets/zb/seal.svg'|url }} 1x, {{ 'assets/zb/big.svg'|url }} 2x" alt="">
<nav>{% for column in config.extra.zb.columns %}<a href="{{ column.url|url }}"{% block column scoped %}{% endblock %}>
{{- column.title }}</a>{% endfor %}</nav></header>
<main id="main">{% block main %}{{ page.content }}{% endblock %}</main>
<footer>{{ config.extra.zb.site.sponsors|join('、') }} 数据更新至 {{ config.extra.zb.site.data_date }}
<a href="https://beian.miit.gov.cn/">备案</a><a href="{{ 'about/#who'|url }}">关于</a></footer>
{% block tail %}{% endblock %}
</body>
</html>
"""

FRAME = """\
{% extends "base.html" %}
{% block title %}<!--zb:title-->{% endblock %}
{% block head %}<!--zb:head-->{% endblock %}
{% block column %} data-zb-column="{{ column.id }}"{% endblock %}
{% block main %}<!--zb:body-->{% endblock %}
{% block tail %}<!--zb:tail-->{% endblock %}
"""

FILES = {
    "mkdocs.yml": CONFIG,
    "theme/base.html": BASE,
    "theme/main.html": '{% extends "base.html" %}\n',
    "theme/frame.html": FRAME,
    "theme/404.html": '{% extends "base.html" %}\n{% block title %}没有这一页{% endblock %}{% block main %}没有这一页{% endblock %}\n',
    "theme/assets/zb/base.css": "@import 'more.css'; body { background: url(seal.svg) }\n",
    "theme/assets/zb/more.css": "b { background: url('../images/favicon.png') }\n",
    "theme/assets/zb/seal.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "theme/assets/zb/big.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="2"/>\n',
    "content/index.md": "# 首页\n\n[[campaigns]]\n\n[活动](campaign:2024-fujian/songs#top)\n",
    "content/about.md": "# 关于\n\n## 我们 {#who}\n\n`[[campaigns]]` 是内容块。\n\n[首页](index.md)\n",
    "content/files/guide.txt": "指南\n",
    "campaigns/2024-fujian/campaign.yml": "title: 好网民\n",
}


def little_site(*, title: str = "歌曲 <征集> & 展示", block: str = "<ul><li>活动</li></ul>") -> Site:
    """A planned site of three pages at three depths."""

    def blocks(name: str, argument: str, root: str) -> str:
        if name != "campaigns":
            raise KeyError(name)
        return f'{block}<a href="{root}campaigns/">全部</a>'

    return Site(
        pages=(
            Page(path="campaigns/index.html", title="活动", body="<h1>活动</h1>", column="campaigns"),
            Page(
                path="campaigns/2024-fujian/projects/songs/index.html",
                title=title,
                head='<meta name="robots" content="noindex">',
                body='<h1>歌曲</h1><p><a href="../x/">[[campaigns]]</a></p>',
                tail='<script src="../../../../assets/zb/x.js"></script>',
                column="campaigns",
            ),
            Page(path="plain.html", title="平页", body="<h1>平页</h1>"),
        ),
        assets=(
            Asset(path="data/catalog.json", data=b"{}\n"),
            Asset(path="sitemap.xml", data=b"<urlset/>\n"),
        ),
        links={"2024-fujian/songs": "campaigns/2024-fujian/projects/songs/"},
        block=blocks,
        data_date="2024年8月12日",
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def willing_site(root: Path) -> Site:
    """A site that grants hand-written pages whatever they ask for."""
    pages = (root / "content").rglob("*.md")
    asked = {
        target
        for page in pages
        for target in re.findall(r"campaign:([^)#\s\"]+)", page.read_text(encoding="utf-8"))
    }
    page = Page(path="campaigns/c/index.html", title="活动", body="<h1>活动</h1>", column="campaigns")
    return Site(
        pages=(page,),
        links=dict.fromkeys(asked, "campaigns/c/"),
        block=lambda name, argument, root: f"<p>{name}</p>",
    )


def copy_of_the_project(to: Path) -> Path:
    """Copy what the engine needs of the real project."""
    shutil.copytree(ROOT / "theme", to / "theme")
    shutil.copytree(ROOT / "content", to / "content")
    shutil.copy(ROOT / "mkdocs.yml", to)
    for folder in ("campaigns", "generator"):  # named by `watch:`
        (to / folder).mkdir()
    return to
