#file main.tf.json
{
  "resource": {"terraform_data": {"b": {
     "input": 1,
     "lifecycle": {"ignore_changes": ["input"], "create_before_destroy": true,
       "precondition": [{"condition": "${local.x == 1}", "error_message": "x is ${local.x}"}]}}}},
  "locals": {"x": 2}
}
