"""Evaluated arguments to a validated CreateTrainingJob request, and back."""
