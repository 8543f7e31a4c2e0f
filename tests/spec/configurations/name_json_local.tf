#file main.tf.json
{"locals": {"a b": 1}}
