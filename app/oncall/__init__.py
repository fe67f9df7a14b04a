"""Who answers at a given hour: the rota of security officers, its gaps, and trying whether the alarm reaches them."""
