"""The one place that knows SpiffWorkflow, and the decisions that diagrams ask for."""
