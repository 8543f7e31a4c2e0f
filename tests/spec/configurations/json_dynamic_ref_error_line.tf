#file main.tf.json
{
  "output": {
    "o": {
      "value": {
         "a": 1,
         "b": "${local.zz}"
      }
    }
  }
}
