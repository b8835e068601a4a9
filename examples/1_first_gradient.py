import tensorflow as tf

# 定义一个简单的函数
def f(x):
    return x ** 2 + 2 * x + 1

# 使用 GradientTape 计算梯度
x = tf.Variable(3.0) # 创建可训练的变量
with tf.GradientTape() as tape:
    y = f(x) # 记录操作

# 计算梯度
dy_dx = tape.gradient(y, x)
print(f"f(x) = {y.numpy()}, f'(x) = {dy_dx.numpy()}")
