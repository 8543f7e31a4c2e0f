variable "n" { type = number }
#file terraform.tfvars.json
{
  "n": "abc"
}
