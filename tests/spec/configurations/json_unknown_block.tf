#file main.tf.json
{
  "outpu": {}
}
