# one
// two
/* three
*/ output "o" { value = 1 } # end
