"""The command line: parse options, call the pipeline, call render."""
