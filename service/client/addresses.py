"""Paths of what has an id."""

from __future__ import annotations

from urllib.parse import quote


def report_path(report_id: str) -> str:
    """Of a report."""
    return f"/v1/reports/{quote(report_id, safe='')}"


def project_path(project_id: str) -> str:
    """Of a project of the registry."""
    return f"/v1/projects/{quote(project_id, safe='')}"


def job_path(job_id: str) -> str:
    """Of a bulk import."""
    return f"/v1/jobs/{quote(job_id, safe='')}"
