"""Text to tree with exact ranges. The only home of python-hcl2 and lark."""
