#file main.tf.json
{
  "module": {"m": {"source": "./m", "count": 2, "x": "${count.index}"}},
  "output": {"o": {"value": "${module.m[*].o}"}}
}
#file m/main.tf.json
{"variable": {"x": {}}, "output": {"o": {"value": "${var.x + 1}"}}}
