#file main.tf.json
{
  "locals": {"k": "key"},
  "output": {"o": {"value": {"${local.k}": 1}}}
}
