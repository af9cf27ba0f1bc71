"""The command `zhanbang`: what is asked most is answered at once, all else by `commands`."""

from __future__ import annotations

import sys

from generator.cli_revise import SITE, Tried, is_told, plainly_asked, revised_site
from generator.leaving import leave
from generator.spread import SpreadError

_FAILURE = 2
"""As `commands` has it."""


def main() -> None:
    """Run the command of this process's arguments."""
    tried = None
    if asked := plainly_asked(sys.argv[1:]):
        root = asked.root.resolve()
        try:
            tried = Tried(revised_site(root, root / SITE, as_of=asked.as_of, jobs=None))
        except (KeyboardInterrupt, EOFError):
            sys.stderr.write("\n")
            sys.exit(_FAILURE)
        except SpreadError as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(_FAILURE)
    if tried is None or tried.revised is None or not is_told(tried.revised):
        from generator.commands import run

        run(tried)
    leave()
