#file main.tf.json
{
  "//": "comment",
  "output": {"//": "x", "o": {"//": "c", "value": true}}
}
