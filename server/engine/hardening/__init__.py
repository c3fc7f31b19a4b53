"""SpiffWorkflow made fit: its parser, specifications and tasks, with what it does badly mended by subclasses.

The library keeps the whole history of an instance as a tree, predicts futures into it and walks it at
every step; joins, boundary events and saved states suffer from it. Here a task is a token: it exists
while something waits or is due, and is gone when it is passed. No tree, no prediction, no copies of data.
"""
