"""Competency-based occupational frameworks in the shape that the Urban Institute publishes: overview, cross-cutting."""
