output "o" { value = jsondecode(file("d.json")).items[1].v }
#file d.json
{"items": [{"v": 1}, {"v": [1, {"a": null}]}]}
