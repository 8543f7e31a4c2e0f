"""The only folder that opens connections to AWS."""
