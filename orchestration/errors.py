"""Errors that a person can act on: what is wrong, where, what to do; never a pupil's value."""


class WarehouseError(Exception):
    """Base of every error that `wpl` prints as one line and exits with 2 for."""


class AnotherRefreshError(WarehouseError):
    """The warehouse is held by a refresh in another process."""


class LandingError(WarehouseError):
    """The system refuses to read a delivery or to keep a copy of it."""


class IntakeError(WarehouseError):
    """A file made the intake stumble: a mistake of the warehouse, not of the delivery."""


class ProjectError(WarehouseError):
    """dbt cannot read its project."""


class ModelError(WarehouseError):
    """dbt stopped before it could run its models."""


class NothingPublishedError(WarehouseError):
    """There is no publication to read yet."""


class QueryError(WarehouseError):
    """DuckDB refuses a query on the publication."""


class UnknownCheckError(WarehouseError):
    """A check that no seed describes: nobody could tell what its failure means."""


class UnknownIncidentError(WarehouseError):
    """No open incident has the id that was given."""


class AlertsError(WarehouseError):
    """The configuration of alerts is wrong: which file and key, and what to do."""


class NoAccessError(WarehouseError):
    """This user may not see, or not be shown, what was asked for."""
