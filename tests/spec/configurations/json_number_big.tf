#file main.tf.json
{
  "output": {"o": {"value": [1e3, 123456789012345678901234567890, 1.50, -0]}}
}
