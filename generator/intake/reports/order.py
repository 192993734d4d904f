"""Order of keys: how those of a data file follow each other in a draft."""

from generator.core.record import keys_of
from generator.model.project import Project

ORDER = tuple(keys_of(Project))
