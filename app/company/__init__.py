"""Whoever is beside the affected person: how often they are in touch, what came of it, and what is written between."""
