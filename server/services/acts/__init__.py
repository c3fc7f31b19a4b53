"""What each act on a piece of work asks for and does: a file an act, in a table of their names.

An act is carried out by ``services/acting.py``: rights, locks, idempotency and the journal are the
same for all. A new act is a name and a line in ``domain/acts.py`` and ``domain/rights.py``, a module here, a line in
``registry.py``.
"""
