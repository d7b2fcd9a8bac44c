"""Quality of the analysis against gold annotation: one module a part, rows for one table."""
