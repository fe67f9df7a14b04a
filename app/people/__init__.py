"""The association, its people, and who holds which office when. Names live in this room's tables and nowhere else."""
