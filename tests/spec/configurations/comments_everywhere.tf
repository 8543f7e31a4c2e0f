# one
// two
/* three
   four */ locals { /* in */ a = /* mid */ 1 } // end
output "o" { # here
  value = [ # first
    local.a, // x
    /* y */ 2,
  ]
  /* tail */
}
