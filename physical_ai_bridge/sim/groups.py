"""MuJoCo's geom groups as this package uses them: what is drawn, and what the lidar sees."""

from __future__ import annotations

import numpy as np

VISUAL_GROUP = 1
"""Only drawn; MuJoCo puts the visuals of a URDF here."""
HIDDEN_GROUP = 3
"""Collides and reflects the lidar, but is not drawn, because something finer is."""
OWN_GROUP = 5
"""Where the lidar's own robot is put while it looks around."""

LIDAR_SEES = np.array([1, 0, 1, 1, 1, 0], dtype=np.uint8)
"""For each group, whether the lidar sees it."""
