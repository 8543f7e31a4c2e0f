output { value = 1 }
