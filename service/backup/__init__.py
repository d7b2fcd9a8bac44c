"""A data folder saved while it is used, and put back."""

from service.backup.restore import restore
from service.backup.save import save

__all__ = ["restore", "save"]
