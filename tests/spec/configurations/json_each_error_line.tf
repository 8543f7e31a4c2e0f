#file main.tf.json
{
  "locals": {
    "a": [
      "${tonumber(\"x\")}"
    ]
  }
}
