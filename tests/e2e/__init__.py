"""Tests in a browser: a package, so that browser and service end with it (``scope="package"``)."""
