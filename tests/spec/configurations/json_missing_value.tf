#file main.tf.json
{
  "output": {
    "o": {
      "description": "x"
    }
  }
}
