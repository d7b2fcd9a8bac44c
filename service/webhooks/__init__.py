"""Webhooks: addresses of other programs that are told when a job has ended."""

from service.webhooks.address import Rule, Target
from service.webhooks.courier import Courier
from service.webhooks.signature import SIGNATURE_HEADER, new_secret, signature, verify

__all__ = [
    "SIGNATURE_HEADER",
    "Courier",
    "Rule",
    "Target",
    "new_secret",
    "signature",
    "verify",
]
