#file main.tf.json
{"variable": {"x": {"type": "object({a=optional(number,3)})", "default": {}}}, "output": {"o": {"value": "${var.x}"}}}
