output "o" { value = yamldecode(file("d.yaml")) }
#file d.yaml
a: 1
b:
  - x
  - y: true
