"""The window: pages and what they share."""
