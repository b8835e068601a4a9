import tensorflow as tf

# 定义一个简单的函数
def f(x):
    return x ** 3

# 创建可训练变量
x = tf.Variable(2.0)

# 计算一阶和二阶导数
with tf.GradientTape() as tape1:
    with tf.GradientTape() as tape2:
        y = f(x) # 记录操作
    dy_dx = tape2.gradient(y, x) # 一阶导数
d2y_dx2 = tape1.gradient(dy_dx, x) # 二阶导数

print(f"f(x) = {y.numpy()}, f'(x) = {dy_dx.numpy()}, f''(x) = {d2y_dx2.numpy()}")
