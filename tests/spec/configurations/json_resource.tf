#file main.tf.json
{
  "resource": {"terraform_data": {"a": {"count": 2, "input": "${count.index}"}, "b": [{"for_each": "${toset([\"x\"])}", "input": "${each.key}"}]}},
  "output": {"o": {"value": "${terraform_data.a[*].output}"}, "p": {"value": "${terraform_data.b[\"x\"].output}"}}
}
