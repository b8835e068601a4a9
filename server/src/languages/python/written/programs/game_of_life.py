import numpy as np

PATTERNS = {
    "blinker": ["###"],
    "glider": [".#.", "..#", "###"],
    "toad": [".###", "###."],
}


def parse(rows):
    return np.array([[c == "#" for c in row] for row in rows])


def place(grid, pattern, r, c):
    h, w = pattern.shape
    grid[r : r + h, c : c + w] |= pattern
    return grid


def neighbours(grid):
    g = grid.astype(int)
    return sum(np.roll(np.roll(g, dr, axis=0), dc, axis=1) for dr in (-1, 0, 1) for dc in (-1, 0, 1) if (dr, dc) != (0, 0))


def step(grid):
    n = neighbours(grid)
    return (n == 3) | (grid & (n == 2))


def show(grid, on="#", off="."):
    return "\n".join("".join(on if cell else off for cell in row) for row in grid)


world = np.zeros((8, 12), dtype=bool)
place(world, parse(PATTERNS["glider"]), 0, 0)
place(world, parse(PATTERNS["blinker"]), 6, 7)
print("generation 0:", world.sum(), "alive")
print(show(world))
start = world.copy()
for generation in range(1, 9):
    world = step(world)
    if generation % 4 == 0:
        print(f"generation {generation}: {world.sum()} alive")
        print(show(world))

print(neighbours(start)[:4])
print(np.argwhere(world))
print(world.dtype, world[1], np.count_nonzero(world), world.any(axis=1).astype(int))

toad = place(np.zeros((6, 6), dtype=bool), parse(PATTERNS["toad"]), 2, 1)
seen = []
while not any(np.array_equal(toad, old) for old in seen):
    seen.append(toad)
    toad = step(toad)
print("period of the toad:", len(seen))
print(toad.astype(np.uint8))

glider = place(np.zeros((10, 10), bool), parse(PATTERNS["glider"]), 1, 1)
moved = glider
for _ in range(4):
    moved = step(moved)
print("a glider moves by one:", (moved == np.roll(glider, (1, 1), axis=(0, 1))).all())
rows, cols = np.nonzero(moved)
print(rows, cols, rows.mean(), cols.mean())
i = np.arange(64)
noise = ((i * i * 7 + i * 3) % 11 < 4).reshape(8, 8)
history = [int(noise.sum())]
for _ in range(30):
    noise = step(noise)
    history.append(int(noise.sum()))
print(history)
print(np.where(noise, "o", " ").shape, noise.nonzero()[0].size, ~noise[0])
