import argparse
P = argparse.ArgumentParser
p = P(description='x')
p.add_argument('--lr', type=float, default=0.1, help='rate')
p.add_argument('-n', '--epochs', type=int, default=10)
p.add_argument('--name', default='run', choices=['run', 'walk'])
p.add_argument('--verbose', '-v', action='store_true')
p.add_argument('--no-cache', dest='cache', action='store_false')
p.add_argument('--hidden', nargs='+', type=int, default=[64, 64])
p.add_argument('--opt-level', default='3', type=int)
p.add_argument('--mode', action='store_const', const=42)
p.add_argument('--tag', action='append')
p.add_argument('-q', action='count', default=0)
p.add_argument('--flag', action=argparse.BooleanOptionalAction, default=True)
q = P()
q.add_argument('src')
q.add_argument('dst', nargs='?', default='out')
q.add_argument('--k', type=int, required=True)
r = P()
r.add_argument('nums', nargs='*', type=int)
r.add_argument('--sum', dest='acc', action='store_const', const=sum, default=max)
g = P()
e = g.add_mutually_exclusive_group()
e.add_argument('--a', action='store_true')
e.add_argument('--b', action='store_true')
args = p.parse_args([])
args.lr = 3
args.new = 'q'
def main():
    pa = argparse.ArgumentParser()
    pa.add_argument('--x', type=float, default=2)
    a = pa.parse_args()
    print(a.x ** 2)
k = P(prog='tool', usage='x', allow_abbrev=True)
grp = k.add_argument_group('things')
grp.add_argument('--size', '-s', type=int, nargs=2, default=(1, 2))
grp.add_argument('--ratio', type=lambda s: float(s) / 100, default='50')
grp.add_argument('--opt', nargs='?', const='C', default='D')
grp.add_argument('--list', nargs='*', default=[])
grp.add_argument('--log-level', choices=['a', 'b'], dest='level')
#: 
print(p.parse_args([]))
#: 
print(vars(p.parse_args([])))
#: 
a = ['--lr', '0.5', '-n', '3']
print(p.parse_args(a))
#: 
a = ['--lr=1e-3', '-n5', '-v']
print(p.parse_args(a))
#: 
a = ['--no-cache', '--hidden', '1', '2', '3', '--mode']
print(p.parse_args(a))
#: 
a = ['--tag', 'a', '--tag', 'b', '-q', '-q']
print(p.parse_args(a))
#: 
a = ['--no-flag', '--epo', '7']
print(p.parse_args(a))
#: 
a = ['--lr', 'abc']
print(p.parse_args(a))
#: 
a = ['--name', 'fly']
print(p.parse_args(a))
#: 
a = ['--zzz']
print(p.parse_args(a))
#: 
a = ['extra']
print(p.parse_args(a))
#: 
a = ['--hidden']
print(p.parse_args(a))
#: 
a = ['--lr']
print(p.parse_args(a))
#: 
a = ['-n', '-4']
print(p.parse_args(a))
#: 
a = ['--lr', '-1.5']
print(p.parse_args(a))
#: 
a = ['--opt-level', '9', '--name=walk']
print(p.parse_args(a))
#: 
a = ['a', '--k', '1']
print(q.parse_args(a))
#: 
a = ['a', 'b', '--k=2']
print(q.parse_args(a))
#: 
a = ['--k', '3', 'a']
print(q.parse_args(a))
#: 
a = []
print(q.parse_args(a))
#: 
a = ['a']
print(q.parse_args(a))
#: 
a = ['a', 'b', 'c', '--k', '1']
print(q.parse_args(a))
#: 
print(r.parse_args(['1', '2', '3', '--sum']).nums)
#: 
print((lambda z: z.acc(z.nums))(r.parse_args(['1', '2', '3', '--sum'])))
#: 
print(r.parse_args([]).nums)
#: 
print(r.parse_known_args(['1', '--foo'])[1])
#: 
print(r.parse_args(['x']))
#: 
print(g.parse_args(['--a']))
#: 
print(g.parse_args(['--a', '--b']))
#: 
print(args, args.lr, hasattr(args, 'zz'), 'lr' in args, argparse.Namespace(a=1) == argparse.Namespace(a=1))
#: 
print(args.zz)
#: 
print(p.get_default('lr'))
#: 
main()
#: 
a = []
print(k.parse_args(a))
#: 
a = ['--size', '3', '4']
print(k.parse_args(a))
#: 
a = ['-s', '3']
print(k.parse_args(a))
#: 
a = ['--ratio', '25']
print(k.parse_args(a))
#: 
a = ['--opt']
print(k.parse_args(a))
#: 
a = ['--opt', 'E']
print(k.parse_args(a))
#: 
a = ['--list']
print(k.parse_args(a))
#: 
a = ['--list', 'a', 'b']
print(k.parse_args(a))
#: 
a = ['--log-level', 'a']
print(k.parse_args(a))
#: 
a = ['--log-level', 'c']
print(k.parse_args(a))
#: 
a = ['--log', 'b']
print(k.parse_args(a))
#: 
a = ['--l', 'b']
print(k.parse_args(a))
#: 
a = ['--', 'x']
print(k.parse_args(a))
#: 
print(k.parse_args([]).ratio, k.prog, k.parse_args(['--opt=']).opt)
#: 
print(k.add_argument('--opt'))
#: 
print(k.add_argument('--foo', action='nope'))
#: 
print(argparse.ArgumentTypeError('x'))
