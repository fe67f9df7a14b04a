"""From a report to a case with plan, grants, standby keys and notices, in one transaction."""
