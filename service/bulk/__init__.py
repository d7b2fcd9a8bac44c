"""Many reports at once: several processes analyse, one writes. Ray is only one way to have them."""

from service.bulk.gauge import Gauge
from service.bulk.pool import BulkError, Pool
from service.bulk.recipe import Recipe
from service.bulk.schedule import Bounds, Schedule
from service.bulk.sources import Sources

__all__ = ["Bounds", "BulkError", "Gauge", "Pool", "Recipe", "Schedule", "Sources"]
