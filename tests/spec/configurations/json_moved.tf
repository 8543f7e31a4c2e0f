#file main.tf.json
{
  "moved": [{"from": "terraform_data.a", "to": "terraform_data.b"}],
  "resource": {"terraform_data": {"b": {}}},
  "output": {"o": {"value": 1}}
}
