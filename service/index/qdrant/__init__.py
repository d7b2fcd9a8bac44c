"""The index in a Qdrant cluster; only imported where one is set.

Whoever opens one needs ``service.index.qdrant.cluster``.
"""
