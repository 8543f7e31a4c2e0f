#file main.tf.json
{
  "output": {
     "o": {"value": "a ${foo bar}"}
  }
}
