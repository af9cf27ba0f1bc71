"""Readers for single values: text in, a small frozen value out, `ValueError` with a problem code when it is not one."""
