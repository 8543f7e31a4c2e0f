#file main.tf.json
{
  "resource": {"terraform_data": {"b": {
     "lifecycle": {"ignore_changes": "all"}}}},
  "output": {"o": {"value": 1}}
}
