"""The whole program as named steps; read this first."""
