"""What is released to whom the case is about, and what they answer. Source: KNO-01, UNK-03."""
