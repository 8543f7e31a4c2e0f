#file main.tf.json
{
  "terraform": [{"required_version": ">= 1.0"}],
  "variable": [{"a": [{"default": 1}]}, {"b": {"default": {"x": "${literal}"}}}],
  "module": {"m": {"source": "./m", "for_each": "${toset([\"p\"])}", "v": "${each.key}-${var.a}"}},
  "output": {
    "o": {"value": "${module.m[\"p\"].v}", "depends_on": ["module.m"]},
    "b": {"value": "${var.b}"},
    "t": {"value": {"${var.a}k": "%{ for i in [1,2] }${i}%{ endfor }", "n": null, "f": 1.50}}
  },
  "check": {"c": {"assert": {"condition": "${var.a == 1}", "error_message": "bad"}}},
  "moved": [{"from": "terraform_data.x", "to": "terraform_data.y"}],
  "resource": {"terraform_data": {"y": [{"input": {"a": ["${var.a}"]}, "lifecycle": {"ignore_changes": ["input"], "postcondition": {"condition": "${self.input.a[0] == 1}", "error_message": "e"}}}]}}
}
#file m/m.tf.json
{"variable": {"v": {}}, "output": {"v": {"value": "<${var.v}>"}}}
