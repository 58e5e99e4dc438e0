"""The atlas of a model: codes, maps and the tour through them, computed once."""
