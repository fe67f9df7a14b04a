"""Members are told whom to turn to: the text, the sheet, when it is due and when it was done. Source: ORG-05."""
