"""The secret vote: rules, protocol, roll, ballot box and bulletin."""
