"""`python -m generator` is `zhanbang`."""

from generator.cli import main

main()
