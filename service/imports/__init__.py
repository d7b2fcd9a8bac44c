"""Bulk imports: a file of reports is kept, then read bit by bit in the background."""

from service.imports.desk import ImportDesk
from service.imports.inbox import Inbox, Incoming
from service.imports.remote import RemoteAnalyser
from service.imports.worker import Worker

__all__ = ["ImportDesk", "Inbox", "Incoming", "RemoteAnalyser", "Worker"]
