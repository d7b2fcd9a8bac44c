"""The search over all reports: from a request to hits, facets and what was understood."""
