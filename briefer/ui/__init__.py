"""The window: one face of the workspace, and the only room that knows PySide6."""
