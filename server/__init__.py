"""Muster (哨令): a workflow server for a county."""
