"""Notices that come by mail too: chosen, put down for each person, carried to the mail server, shown."""
