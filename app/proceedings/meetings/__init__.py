"""The meetings of those who handle an internal case, and what they decide."""
