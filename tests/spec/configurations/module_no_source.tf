module "a" { }
