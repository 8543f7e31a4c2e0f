output "o" { value = csvdecode(file("d.csv"))[*].name }
#file d.csv
name,age
a,1
b,2
