#file main.tf.json
{
  "removed": {"from": "terraform_data.a", "lifecycle": {"destroy": false}},
  "output": {"o": {"value": 1}}
}
