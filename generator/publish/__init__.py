"""Bringing the verified site to where readers get it, and back to an earlier one."""
