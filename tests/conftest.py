"""What all tests share: no screen, unless one is asked for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
