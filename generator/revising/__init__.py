"""A site brought up to date after an edit of a few works' words, without planning it again; at the least doubt it is built.

What is edited most is the title, the statement and the text of works. What shows them is known, so nothing else need be
read, planned or made: what the last build knew is kept beside the remembered entries (`state`), `edits` finds what was
edited since, `showing` makes what shows it, and `revise` writes, verifies and switches as a build does.
"""
