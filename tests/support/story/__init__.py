"""The main job told as a story: a real server in a process of its own, and nothing but its public HTTP API.

`installation` runs the server, `telling` asks it, the chapters (`founding`, `matter`, `council`) are what people do,
and `whole` puts them in order. `scripts/walkthrough.py` tells it; tests and benches tell parts of it.
"""
