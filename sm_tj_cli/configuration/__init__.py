"""A directory of .tf files to resource instances with values."""
