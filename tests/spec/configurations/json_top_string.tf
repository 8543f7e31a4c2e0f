#file main.tf.json
"x"
