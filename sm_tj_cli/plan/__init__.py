"""Requests, state and live facts to a plan. Deciding is pure."""
