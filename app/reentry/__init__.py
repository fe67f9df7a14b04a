"""Coming back after having left, and whether somebody who is nominated has to be talked with first."""
