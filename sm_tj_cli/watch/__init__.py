"""Following running jobs to their verdict."""
