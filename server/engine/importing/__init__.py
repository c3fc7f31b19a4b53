"""Diagrams drawn in other tools: rewritten until they run here, each change told to the designer."""
