"""The association's own events, what is looked over before each, and their season. Knows no case. Source: ASP-08."""
