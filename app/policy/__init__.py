"""The written policy as data: schema, loader, and pure rules over it."""
