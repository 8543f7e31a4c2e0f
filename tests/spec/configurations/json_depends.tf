#file main.tf.json
{
  "resource": {"terraform_data": {"a": {}, "b": {"depends_on": ["terraform_data.a"]}}},
  "output": {"o": {"value": "x", "depends_on": ["terraform_data.a"]}}
}
