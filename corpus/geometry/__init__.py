"""Maps as numbers: a projection, simpler lines, the outlines of Germany's states."""
