#file main.tf.json
{
  "locals": {"a": 1},
  "check": {"c": {"assert": {"condition": "${local.a == 2}", "error_message": "bad ${local.a}"}}},
  "output": {"o": {"value": 1}}
}
