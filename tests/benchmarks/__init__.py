"""Measured speed, as ratios to a floor of the same run. Nothing here is asserted."""
