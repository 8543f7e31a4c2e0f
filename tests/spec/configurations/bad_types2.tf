variable "a" { type = map }
variable "b" { type = object({ a = string, a = number }) }
variable "c" { type = optional(string) }
variable "d" { type = object({ a = optional(number, "x") }) }
variable "e" { type = tuple(string) }
variable "f" { type = list(string, number) }
