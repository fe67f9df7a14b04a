"""Tellers: who they are, what they confirm, and opening a vote with any threshold of them.

The server passes on what tellers seal for each other, and compares what they sign. It opens nothing.
"""
