variable "names" {
  type = list(string)
  default = ["ok-1", "ok-2"]
  validation {
    condition     = alltrue([for n in var.names : can(regex("^[a-z]+-[0-9]+$", n))])
    error_message = "Bad names: ${jsonencode([for n in var.names : n if !can(regex("^[a-z]+-[0-9]+$", n))])}"
  }
  validation {
    condition     = length(distinct(var.names)) == length(var.names)
    error_message = "Duplicates."
  }
}
output "o" { value = var.names }
