variable "x" { default = 1 }
output "o" { value = var.x }
#file override.tf.json
{"variable": {"x": {"default": 7}}}
