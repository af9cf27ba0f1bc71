"""The records as JSON Schema (draft-07) with Chinese words, and as the field reference of the handbook."""
