output "o" { value = local.j }
#file more.tf.json
{"locals": {"j": "${1 + 1}-x", "k": [1, true, null]}, "output": {"k": {"value": "${local.k}"}}}
