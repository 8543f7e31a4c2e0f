#file main.tf.json
{
  "output": {"o": {"value": 1}, "o": {"value": 2}}
}
