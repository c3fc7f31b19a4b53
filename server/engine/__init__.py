"""The one floor that knows SpiffWorkflow: diagrams in, moves out, nothing kept in between."""
