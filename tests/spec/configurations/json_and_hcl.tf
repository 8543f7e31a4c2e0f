variable "a" { default = "x" }
#file b.tf.json
{"//": "comment", "output": {"o": {"//": "c", "value": "${var.a}-%{ if true }y%{ endif }-$${z}"}}}
