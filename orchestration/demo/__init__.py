"""Synthetic deliveries of all three agencies: invented people, schools and companies at the report's own size."""

from orchestration.demo.deliveries import DemoRefusedError, write_deliveries

__all__ = ["DemoRefusedError", "write_deliveries"]
