#file main.tf.json
{
  "resource": {"terraform_data": {"b": {"provider": "terraform"}}},
  "output": {"o": {"value": 1}}
}
