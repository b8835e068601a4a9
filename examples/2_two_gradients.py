import tensorflow as tf

# 定义一个简单的函数
def f(x, y):
    return x ** 2 + y ** 2

# 创建可训练变量
x = tf.Variable(3.0)
y = tf.Variable(4.0)

# 使用 GradientTape 计算梯度
with tf.GradientTape() as tape:
    z = f(x, y) # 记录操作

# 计算梯度
dz_dx = tape.gradient(z, x)
dz_dy = tape.gradient(z, y)
print(f"f(x, y) = {z.numpy()}, df/dx = {dz_dx.numpy()}, df/dy = {dz_dy.numpy()}")
