"""Public records to page bodies: one module a page kind, each a pure function; markup lives in `generator/templates`."""
