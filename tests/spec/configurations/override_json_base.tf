#file main.tf.json
{"resource": {"terraform_data": {"a": {"input": 1, "lifecycle": {"prevent_destroy": false}}}}, "output": {"o": {"value": "${terraform_data.a.output}"}}}
#file main_override.tf
resource "terraform_data" "a" { input = 3 }
