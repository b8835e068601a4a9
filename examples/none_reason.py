# A gradient that is None, and the line that made it so: a constant is only
# recorded where the tape was told to watch it. The quick fix does just that.
import tensorflow as tf

temperature = tf.constant(20.0)

with tf.GradientTape() as tape:
    pressure = 0.5 * temperature ** 2 + 3.0 * temperature

slope = tape.gradient(pressure, temperature)
print(slope)
