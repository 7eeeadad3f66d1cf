"""Skills exchange exports (JSON): statements by level."""
