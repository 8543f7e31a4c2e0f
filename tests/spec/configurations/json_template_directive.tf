#file main.tf.json
{
  "output": {"o": {"value": "%{ for x in [1,2] }<${x}>%{ endfor }"}}
}
