"""Properties of every request that the service model allows."""

VARIABLE = "SMTJ_PROPERTY_EXAMPLES"
"""How many times as many examples as in the normal run; unset for the normal run, which is the same every time."""
