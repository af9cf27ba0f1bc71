"""Zhanbang: campaign YAML and approved entry metadata, kept in git, become a public site.

Where to look: `build.py` lists the stages of a build from top to bottom. `load`, `read` and `check` make the frozen
catalog (`model/`, `catalog`), judged by `rules/`; `public` decides what of it may be shown; `plan` and `pages/` make
the site as values (`site`); `engine`, `frame`, `compose` and `tree` make files of it. `cli` is the command, `commands`
what it can do, `mkdocs_plugin` the door to MkDocs. Importing the package imports nothing.
"""
