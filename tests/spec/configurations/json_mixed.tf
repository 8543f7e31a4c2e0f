output "b" { value = local.a }
#file x.tf.json
{"locals": {"a": "${path.module}"}}
