#file main.tf.json
{"variable": {"x": {"default": null}}, "output": {"o": {"value": "${var.x == null}"}}}
