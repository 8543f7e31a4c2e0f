terraform {
  required_providers {
    aws = { sourc = "hashicorp/aws" }
  }
}
