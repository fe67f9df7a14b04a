"""Who may vote and who has drawn; never what anyone voted."""
