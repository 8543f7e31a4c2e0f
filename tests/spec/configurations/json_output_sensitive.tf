#file main.tf.json
{"output": {"o": {"value": 1, "sensitive": true}}}
