"""Safety for the time ahead in a case: how it was assessed, and what is arranged. Source: SOP-05, ASM-01."""
