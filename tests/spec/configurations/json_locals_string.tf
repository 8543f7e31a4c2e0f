#file main.tf.json
{"locals": "x"}
