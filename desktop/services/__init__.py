"""The verbs: plain functions, the session first. What needs other rows is checked here; plain rows go out."""
