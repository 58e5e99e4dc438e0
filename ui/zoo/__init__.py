"""The Zoo page: the family tree of the models that are here."""
