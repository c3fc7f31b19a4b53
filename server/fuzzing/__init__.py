"""Tries what strangers may draw: mutated processes, decisions, forms and expressions, each in a program that is watched."""
