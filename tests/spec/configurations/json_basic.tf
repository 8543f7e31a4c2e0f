#file main.tf.json
{
  "variable": {"x": {"type": "list(string)", "default": ["a"], "description": "d"}},
  "locals": {"y": "${length(var.x)}", "z": {"a": "${var.x[0]}-b", "//": "kept"}},
  "output": {"o": {"value": "${local.y}"}, "z": {"value": "${local.z}"}}
}
