"""The figures of all imports, one line a document, one column a kind of fact."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.importing.facts import KINDS, Shares, total
from tests.importing.trials import SOURCES, Trial, committed_below, layout, layouts, seed


def table(trials: Sequence[Trial]) -> str:
    """The figures of each trial and of all, one kind a column."""
    rows = [["", *KINDS, "unsaid", "invented"]]
    for trial in trials:
        rows.append([trial.name, *_figures(trial.shares), str(len(trial.unsaid)), str(len(trial.invented))])
    rows.append(
        [
            "all",
            *_figures(total(t.shares for t in trials)),
            *(str(sum(map(len, one))) for one in ([t.unsaid for t in trials], [t.invented for t in trials])),
        ]
    )
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) for row in rows
    )


def _figures(shares: Shares) -> list[str]:
    return [f"{s.right}/{s.whole} {s.share:.0%}" if s.whole else "-" for s in shares.values()]


def main(to: Path, *, wordy: bool) -> None:
    """Import everything below `to` and print the figures; `wordy`: also what was missed and what is wrong."""
    committed = committed_below(to / "committed")
    groups = [
        [seed(name, _folder(to / f"{name}-{docx}"), committed, docx=docx) for name in SOURCES]
        for docx in (False, True)
    ]
    groups.append([layout(name, _folder(to / name)) for name in layouts()])
    for trials in groups:
        print(table(trials), end="\n\n")
        for trial in trials if wordy else ():
            _tell(trial)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def _tell(trial: Trial) -> None:
    print(f"== {trial.name}: exit {trial.result.exit_code}, {len(trial.problems)} problems")
    if trial.result.exception and not isinstance(trial.result.exception, SystemExit):
        print(f"   crashed: {trial.result.exception!r}")
    for kind, share in trial.shares.items():
        for sign, facts_ in (("-", share.missed), ("+", share.extra)):
            for fact in facts_:
                print(f"   {sign} {kind}: {' | '.join(fact)}")
    for piece in trial.unsaid:
        print(f"   ? {piece}")
    for piece in trial.invented:
        print(f"   * {piece}")
    for problem in trial.problems:
        print(f"   ! {problem.code} {problem.place.file}:{problem.place.line} {problem.what()}")
