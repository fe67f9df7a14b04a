"""Whether someone is to be excluded: the association begins it and refers it, the federation decides."""
