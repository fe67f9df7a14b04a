"""Days with the police or in court, and who comes along to them. Source: ASP-04, ASM-05, KNO-06."""
