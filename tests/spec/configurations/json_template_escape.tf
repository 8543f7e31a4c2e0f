#file main.tf.json
{
  "output": {"o": {"value": "$${x} %%{y} \u00e9 \n"}}
}
