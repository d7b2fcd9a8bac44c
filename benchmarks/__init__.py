"""Benchmarks, one command each: ratios against a peer measured in the same run."""
