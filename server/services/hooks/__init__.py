"""Events told to servers outside: which hear of what, each told under a signature, tried again, looked up."""
