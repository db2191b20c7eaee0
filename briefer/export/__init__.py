"""Writers: one module a format, each turning the same blocks into bytes. They choose looks, never words."""
