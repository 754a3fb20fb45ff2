#!/usr/bin/env python3
"""Makes the silhouettes beside this script from the Census Bureau's shapes. Usage: make.py states-10m.json

Each jurisdiction is decoded from TopoJSON, projected by a Lambert conformal conic of its own (so that it stands upright
and keeps its shape), simplified after Visvalingam and Whyatt (1993), freed of what nobody would see, and scaled to a box
of 1000 by 960 units. Islands that lie far apart are moved together, as on any wall map with insets. The same input makes
the same bytes. Nothing but the standard library is used. README.md says where the input is from."""
import hashlib
import heapq
import json
import math
import pathlib
import sys

INPUT_SHA256 = 'd76b391ccfa8bff601d51e3e3da5d43a89fa46cd5caca72ce731b383be5596d0'
BOX_WIDTH, BOX_HEIGHT = 1000, 960  # units; a sheet shows them at about 10 a point
BYTES_MOST = 2500
AREA_LEAST = 14  # square units: what a point must add to the outline; about 0.4 pt by 0.4 pt
AREA_GROWTH = 1.15  # step of that, until the file is small enough
ISLAND_LEAST = 110  # square units: about a point by a point
ISLAND_SHARE = 0.0004  # of the largest ring, which keeps crumbs off large states
EARTH = 6371.0  # km

CODES = {
    '01': 'AL', '02': 'AK', '04': 'AZ', '05': 'AR', '06': 'CA', '08': 'CO', '09': 'CT', '10': 'DE', '11': 'DC',
    '12': 'FL', '13': 'GA', '15': 'HI', '16': 'ID', '17': 'IL', '18': 'IN', '19': 'IA', '20': 'KS', '21': 'KY',
    '22': 'LA', '23': 'ME', '24': 'MD', '25': 'MA', '26': 'MI', '27': 'MN', '28': 'MS', '29': 'MO', '30': 'MT',
    '31': 'NE', '32': 'NV', '33': 'NH', '34': 'NJ', '35': 'NM', '36': 'NY', '37': 'NC', '38': 'ND', '39': 'OH',
    '40': 'OK', '41': 'OR', '42': 'PA', '44': 'RI', '45': 'SC', '46': 'SD', '47': 'TN', '48': 'TX', '49': 'UT',
    '50': 'VT', '51': 'VA', '53': 'WA', '54': 'WV', '55': 'WI', '56': 'WY', '60': 'AS', '66': 'GU', '69': 'MP',
    '72': 'PR', '78': 'VI',
}

# What is shown of a jurisdiction: west, south, east, north. A ring counts where its middle lies inside.
SHOWN = {
    'HI': (-160.6, 18.5, -154.5, 22.5),  # Niihau to Hawaii
    'AS': (-171.0, -14.5, -169.3, -14.1),  # without Swains Island and Rose Atoll
    'MP': (145.0, 14.0, 145.9, 15.4),  # Rota, Aguijan, Tinian, Saipan
    'PR': (-67.4, 17.8, -65.1, 18.6),  # without Mona and Desecheo
}

# Rings of a box (as above) are moved by so many km east and north, since they lie far from the others.
MOVED = {
    'AS': [((-169.9, -14.5, -169.3, -14.1), -84, -4)],  # Manua
    'MP': [((145.0, 14.0, 145.35, 14.3), 27, 73)],  # Rota
    'VI': [((-65.0, 17.5, -64.5, 17.9), 0, 46)],  # Saint Croix
}


def arcs_decode(topology):
    """All arcs in degrees: delta-coded integers, scaled and moved."""
    (scale_x, scale_y), (move_x, move_y) = topology['transform']['scale'], topology['transform']['translate']
    arcs = []
    for arc in topology['arcs']:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def ring_decode(indexes, arcs):
    """Arcs joined, where ~i is arc i backwards; the last point, which is the first again, is left out."""
    ring = []
    for i in indexes:
        points = arcs[i] if i >= 0 else arcs[~i][::-1]
        ring.extend(points[1:] if ring else points)
    return ring[:-1]


def rings_of(geometry, arcs):
    polygons = {'Polygon': [geometry['arcs']], 'MultiPolygon': geometry['arcs']}[geometry['type']]
    return [ring_decode(ring, arcs) for polygon in polygons for ring in polygon]


def middle(values):
    return (min(values) + max(values)) / 2


def inside(ring, box):
    x, y = middle([p[0] for p in ring]), middle([p[1] for p in ring])
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def conic(rings):
    """Lambert's conformal conic (Snyder 1987, p. 107, of the sphere): standard parallels a sixth inside the range of
    latitudes, the middle meridian upright. In km, y down."""
    radians = [(math.radians(x), math.radians(y)) for ring in rings for x, y in ring]
    south, north = min(p[1] for p in radians), max(p[1] for p in radians)
    first, second = south + (north - south) / 6, north - (north - south) / 6
    center = middle([p[0] for p in radians])

    def steepness(latitude):
        return math.tan(math.pi / 4 + latitude / 2)

    n = math.log(math.cos(first) / math.cos(second)) / math.log(steepness(second) / steepness(first))
    factor = math.cos(first) * steepness(first) ** n / n

    def project(point):
        rho = EARTH * factor / steepness(math.radians(point[1])) ** n
        theta = n * (math.radians(point[0]) - center)
        return rho * math.sin(theta), rho * math.cos(theta)

    return project


def area(ring):
    """Positive where the ring runs clockwise as seen, y being down."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def fit(rings):
    """Scaled to the box, the left and upper edges at zero."""
    xs, ys = [p[0] for r in rings for p in r], [p[1] for r in rings for p in r]
    scale = min(BOX_WIDTH / (max(xs) - min(xs)), BOX_HEIGHT / (max(ys) - min(ys)))
    return [[((x - min(xs)) * scale, (y - min(ys)) * scale) for x, y in ring] for ring in rings]


def simplify(ring, least):
    """Takes away the point whose triangle with its neighbors is smallest, as long as that is below 'least'."""
    count = len(ring)
    before, after = [(i - 1) % count for i in range(count)], [(i + 1) % count for i in range(count)]
    alive, left = [True] * count, count

    def triangle(i):
        a, b, c = ring[before[i]], ring[i], ring[after[i]]
        return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2

    current = [triangle(i) for i in range(count)]
    queue = [(current[i], i) for i in range(count)]
    heapq.heapify(queue)
    while queue and left > 3:
        size, i = heapq.heappop(queue)
        if not alive[i] or size != current[i]:
            continue
        if size >= least:
            break
        alive[i] = False
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            # A neighbor never goes before what has gone, or one long bend would vanish point by point.
            current[j] = max(triangle(j), size)
            heapq.heappush(queue, (current[j], j))
    return [ring[i] for i in range(count) if alive[i]]


def whole(ring):
    """On the grid, without points that fell together or stand on a straight line between their neighbors."""
    points = [(round(x), round(y)) for x, y in ring]
    changed = True
    while changed and len(points) > 2:
        changed = False
        for i in range(len(points)):
            a, b, c = points[i - 1], points[i], points[(i + 1) % len(points)]
            if b == c or (b[0] - a[0]) * (c[1] - b[1]) == (c[0] - b[0]) * (b[1] - a[1]):
                del points[i]
                changed = True
                break
    return points


def path_text(rings):
    """The file: a line with the size, then a line a ring. Rings begin at their uppermost point."""
    width, height = max(p[0] for r in rings for p in r), max(p[1] for r in rings for p in r)
    lines = ['silhouette %d %d' % (width, height)]
    for ring in rings:
        first = ring.index(min(ring, key=lambda p: (p[1], p[0])))
        ring = ring[first:] + ring[:first]
        steps = ' '.join('%d %d' % (b[0] - a[0], b[1] - a[1]) for a, b in zip(ring, ring[1:]))
        lines.append('M %d %d l %s z' % (*ring[0], steps))
    return '\n'.join(lines) + '\n'


def silhouette(code, rings):
    rings = [[(x - 360 if x > 0 and code == 'AK' else x, y) for x, y in ring] for ring in rings]
    rings = [r for r in rings if code not in SHOWN or inside(r, SHOWN[code])]
    project = conic(rings)
    moves = [next(((east, north) for box, east, north in MOVED.get(code, []) if inside(r, box)), (0, 0)) for r in rings]
    projected = [[(x + east, y - north) for x, y in map(project, ring)] for ring, (east, north) in zip(rings, moves)]
    placed = fit(projected)
    largest = max(abs(area(r)) for r in placed)
    placed = [r for r in placed if abs(area(r)) >= max(ISLAND_LEAST, ISLAND_SHARE * largest)]
    placed = sorted(fit(placed), key=lambda r: -abs(area(r)))
    least = AREA_LEAST
    while True:
        drawn = [whole(simplify(r, least)) for r in placed]
        text = path_text(fit_whole([r for r in drawn if len(r) > 2]))
        if len(text) <= BYTES_MOST:
            return text, sum(len(r) for r in drawn), len(drawn), least
        least *= AREA_GROWTH


def fit_whole(rings):
    """Back to the corner, since simplifying may have taken the outermost points."""
    x, y = min(p[0] for r in rings for p in r), min(p[1] for r in rings for p in r)
    return [[(px - x, py - y) for px, py in ring] for ring in rings]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    data = pathlib.Path(sys.argv[1]).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != INPUT_SHA256:
        sys.exit('%s is not states-10m.json of us-atlas 3.0.1: its SHA-256 is %s' % (sys.argv[1], found))
    topology = json.loads(data)
    arcs = arcs_decode(topology)
    folder = pathlib.Path(__file__).resolve().parent
    for geometry in sorted(topology['objects']['states']['geometries'], key=lambda g: CODES[g['id']]):
        code = CODES[geometry['id']]
        text, points, rings, least = silhouette(code, rings_of(geometry, arcs))
        (folder / (code + '.path')).write_text(text)
        print('%s  %5d bytes  %4d points  %2d rings  detail %.0f' % (code, len(text), points, rings, least))


if __name__ == '__main__':
    main()
