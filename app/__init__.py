"""Varna: case handling and secret confidence votes. The rooms and their order stand in docs/tour.md."""
