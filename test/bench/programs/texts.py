# Texts: building, splitting, formatting, replacing.
lines = []
for i in range(4000):
    lines.append(f'{i:05d};{i * 0.37:.3f};{"even" if i % 2 == 0 else "odd"}')
text = '\n'.join(lines)
total = 0.0
kinds = {}
for line in text.split('\n'):
    number, value, kind = line.split(';')
    total += float(value) * int(number)
    kinds[kind] = kinds.get(kind, 0) + 1
print(round(total, 3), kinds)
letters = 0
for c in text:
    if c.isalpha():
        letters += 1
print(letters, len(text.upper().replace('EVEN', 'E')))
