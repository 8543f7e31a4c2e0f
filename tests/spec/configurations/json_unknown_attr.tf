#file main.tf.json
{
  "output": {
    "o": {
      "value": 1,
      "foo": 2
    }
  }
}
