x = b'ab\x00\'c' b"d"
y = b'hello, world'
z = bytearray(b'hello')
z2 = bytearray(b'hello')
z2[0] = 72
z3 = bytearray(b'abc')
def each():
    for c in b'AZ':
        print(c, chr(c), bytes([c]))
def xor(data, key):
    return bytes(d ^ key[i % len(key)] for i, d in enumerate(data))
def checksum(data):
    total = 0
    for byte in data:
        total = (total * 31 + byte) % 65521
    return total
#: 
print(x, len(x), x[0])
#: 
print(x[-2:], x[::2], list(x))
#: 
print(x * 2, x + b'z', 97 in x)
#: 
print(b'ab' in x, x == b'ab', x < b'b')
#: 
print(x != x, b'' or 'empty')
#: 
print('héé€😀'.encode(), 'héé€😀'.encode().decode(), 'é'.encode('latin1'))
#: 
print(b'\xff\xfe'.hex(':'), bytes.fromhex('ff 00'), b'\x01\x02\x03\x04'.hex('_', 2))
#: 
print(b'abcdefgh'.hex(' ', -3))
#: 
print(bytes(3), bytes([1, 2, 255]), bytearray(b'abc'))
#: 
print({b'a': 1}[b'a'], bytes(range(5)), bytes(b'q'))
#: 
print(bytes('né', 'utf-8'), bytes(), bytes((65, 66)))
#: 
print(b'a' + 'b')
#: 
print(b'a' * 1.5)
#: 
print(b'a'[5])
#: 
print(b'\xff'.decode())
#: 
print(b'\xe2\x82'.decode())
#: 
print(b'\xe2\x82a'.decode())
#: 
print('é'.encode('ascii'))
#: 
print('aéé'.encode('ascii'))
#: 
print(bytes([256]))
#: 
print(bytes('a'))
#: 
print('a' in b'a')
#: 
print(bytes(1.5))
#: 
print(bytes(-1))
#: 
print(bytearray([300]))
#: 
print(b'a'.foo)
#: 
print({}[b'a'])
#: 
print(y.index(b'zz'))
#: 
print(bytes.fromhex('0g'))
#: 
print(bytes.fromhex('abc'))
#: 
print(b'a'.join(['x']))
#: 
print(b'a' < 'b')
#: 
print('a' + b'b')
#: 
print({bytearray(b'a')})
#: 
print(b'a'.split(b''))
#: 
print('a'.encode('ascii', 'strict').decode('utf-8'))
#: 
print(b'ab'.startswith('a'))
#: 
print(b'x'.find('x'))
#: 
print(300 in b'a')
#: 
print(b'a\xffb'.decode('utf-8', 'ignore'), b'a\xffb'.decode('utf-8', 'replace'), b'a\xffb'.decode(errors='backslashreplace'))
#: 
print('aé€'.encode('ascii', 'replace'), 'aé'.encode('ascii', 'ignore'), 'aé€😀'.encode('ascii', 'backslashreplace'))
#: 
print('aé'.encode('ascii', 'xmlcharrefreplace'), b'\xe9'.decode('latin-1'), b'ab'.decode('ascii'))
#: 
print(b' a b  c '.split(), b'a,b'.split(b','), b'a,b,c'.rsplit(b',', 1))
#: 
print(b' a b c '.split(None, 1), b' a b c '.rsplit(None, 1), b''.join([b'x', b'y']))
#: 
print(b'abc'.replace(b'b', b'ZZ'), b'aaa'.replace(b'a', b'b', 2), b'aXbX'.strip(b'aX'))
#: 
print(b'  q '.strip(), b'  q '.lstrip(), b'  q '.rstrip())
#: 
print(y.find(b'o'), y.rfind(b'o'), y.count(b'l'))
#: 
print(y.find(b'o', 5), y.startswith((b'x', b'he')), y.endswith(b'ld'))
#: 
print(y.upper(), y.title(), y.capitalize())
#: 
print(b'aBc'.swapcase(), b'aBc'.lower(), y.partition(b', '))
#: 
print(y.rpartition(b'o'), y.partition(b'?'), y.find(111))
#: 
print(y.count(108))
#: 
print(b'12'.zfill(5), b'-12'.zfill(5), b'ab'.center(7, b'*'))
#: 
print(b'ab'.ljust(4) + b'|', b'ab'.rjust(4, b'.'), b'a\nb\r\nc'.splitlines())
#: 
print(b'a\nb\n'.splitlines(True), b'abc'.removeprefix(b'ab'), b'abc'.removesuffix(b'bc'))
#: 
print(b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'))
#: 
print(b'ab'.isalpha(), b'12'.isdigit(), b'a1'.isalnum())
#: 
print(b' \t'.isspace(), b'ab'.islower(), b'AB'.isupper())
#: 
print(b'Ab Cd'.istitle(), b'\x80'.isascii(), b''.isalpha())
#: 
print(isinstance(z, bytes), type(z), type(x))
#: 
print(str(b'abc', 'ascii'), str(b'abc'), f'{b"q"!r:>6}')
#: 
print('%s' % b'a', int(b'12'), repr(b'"'))
#: 
print(repr(b"'"), repr(b'\'"'), rb'\n')
#: 
print(z == b'hello', z + b'!', b'!' + z)
#: 
print(z[1:3], z[0], z * 2)
#: 
print(len(z), bytes(z), z.upper())
#: 
print(z.find(b'l'), list(z))
#: 
for n in [1]:
    b = bytearray(b'hello'); b[0] = 72; b += b' you'; b.append(33); del b[1:3]; print(b); b.extend([1, 2]); b.insert(0, 9); print(b, b.pop(), b.pop(0)); b.reverse(); print(b); b[0:2] = b'XYZ'; print(b); b.remove(72); print(b, b.copy() is b); b.clear(); print(b)
#: 
each()
#: 
print((258).to_bytes(2, 'big'), (258).to_bytes(4, 'little'), (-2).to_bytes(2, 'big', signed=True))
#: 
print(int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\xff\xfe', 'little', signed=True), (5).to_bytes())
#: 
print(int.from_bytes([1, 0]))
#: 
print((256).to_bytes(1, 'big'))
#: 
print((-1).to_bytes(1, 'big'))
#: 
print((1).to_bytes(1, 'middle'))
#: 
print(sorted([b'b', b'a', b'ab']))
#: 
print(max(b'abc'))
#: 
print(sum(b'abc'))
#: 
print([bin(v) for v in b'\x05\xff'])
#: 
print(dict(zip(b'ab', 'xy')))
#: 
print(tuple(reversed(b'abc')))
#: 
print(xor(b'secret', b'key'), xor(xor(b'secret', b'key'), b'key'))
#: 
print(checksum(y))
#: 
match b'ab':
    case b'ab': print('matched')
