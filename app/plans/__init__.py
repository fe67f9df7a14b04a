"""A case's plan: its steps from the policy that it pins, whose they are, when they are due and what they wait for."""
