"""Letters of names in German texts, as parts of a regular expression's set."""

from __future__ import annotations

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
LOWER = "a-zß-öø-ÿāăąćĉčďđēėęěğģīįıķĺļłńņňōőœŕřśşšţťūůűųźżžșț’'"
