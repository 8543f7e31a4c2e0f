#file main.tf.json
{
  "import": {"to": "terraform_data.b", "id": "xx"},
  "resource": {"terraform_data": {"b": {}}},
  "output": {"o": {"value": 1}}
}
