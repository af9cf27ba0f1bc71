"""The records of a campaign: the schema, its types and its documentation in one place.

Words are the field's own (reference: GB/T 9704-2012 for documents, the glossary on the decisions page). Every record
keeps the two layers apart: what is *printed* is shown, a value beside it sorts, links and counts.
"""
