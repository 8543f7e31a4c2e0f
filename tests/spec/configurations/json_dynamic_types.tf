output "o" { value = jsondecode(file("${path.module}/d.json")) }
output "y" { value = yamldecode(file("d.yaml")) }
output "c" { value = csvdecode(file("d.csv")) }
#file d.json
{"a": [1, 2.5, null, {"b": true}], "é": "ü"}
#file d.yaml
a: &x [1, two, 3.0]
b: *x
c: !!str 5
d: ~
#file d.csv
n,v
a,1
"b,c",2
