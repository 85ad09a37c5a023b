"""Intake: from the landing folder to accepted Parquet.

Light to import: what needs pyarrow is imported when something is taken in.
"""

from orchestration.intake.landing import Landing, find_new
from orchestration.intake.taking import retake, take_in

__all__ = ["Landing", "find_new", "retake", "take_in"]
