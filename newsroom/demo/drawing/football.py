"""A football ground under floodlights."""

from math import pi

from newsroom.demo.drawing.buildings import roofs
from newsroom.demo.drawing.canvas import Canvas, arc
from newsroom.demo.drawing.figures import bust, person
from newsroom.demo.drawing.marks import fade, glow, hatch
from newsroom.demo.drawing.nature import clouds, sky
from newsroom.demo.drawing.palette import Ink


def football(canvas: Canvas) -> None:
    """Draw an evening match under floodlights, the crowd in front and opposite."""
    sky(canvas, Ink.SEA, Ink.ROSE, 520, 1.2)
    clouds(canvas, Ink.ROSE, 80, 420, 9, length=560)
    clouds(canvas, Ink.PINK, 300, 470, 6, length=420)
    roofs(canvas, -20, 1620, 540, 110, ink=Ink.SEA)
    canvas.rect(-10, 530, 1630, 80, Ink.INK)
    for x, foot, tall in (
        (190, 560, 470),
        (1410, 560, 470),
        (560, 520, 280),
        (1040, 520, 280),
    ):
        _floodlight(canvas, x, foot, tall)
    _far_stand(canvas)
    _pitch(canvas)
    for x, y, tall, shirt in (
        (420, 690, 74, Ink.BRICK),
        (700, 660, 66, Ink.PAPER),
        (860, 740, 88, Ink.BRICK),
        (930, 735, 86, Ink.PAPER),
        (1180, 690, 74, Ink.BRICK),
        (1290, 760, 92, Ink.PAPER),
        (600, 790, 98, Ink.PAPER),
        (1010, 640, 60, Ink.BRICK),
        (300, 760, 90, Ink.BRICK),
    ):
        for side in (-1, 1):
            cast = [
                (0, 0),
                (side * tall * 0.9, 12),
                (side * tall * 1.0, 22),
                (side * 6, 6),
            ]
            canvas.fill([(x + px, y + py) for px, py in cast], Ink.INK, 0.4)
        person(
            canvas,
            x,
            y,
            tall,
            shirt,
            legs=Ink.INK,
            stride=canvas.rng.choice((-0.24, 0.24)),
        )
    canvas.disc(800, 752, 9, Ink.PAPER)
    _near_crowd(canvas)


def _far_stand(canvas: Canvas) -> None:
    canvas.fill(
        [(250, 600), (250, 470), (230, 440), (1370, 440), (1350, 470), (1350, 600)],
        Ink.INK,
    )
    canvas.fill([(210, 452), (260, 402), (1340, 402), (1390, 452)], Ink.BRICK)
    hatch(
        canvas,
        [(210, 452), (260, 402), (1340, 402), (1390, 452)],
        Ink.RUST,
        14,
        3,
        angle=pi / 2,
    )
    inks = (Ink.PAPER, Ink.BRICK, Ink.OCHRE, Ink.ROSE, Ink.BLUE, Ink.MIST, Ink.BRICK)
    for row in range(7):
        for seat in range(74):
            x = 268 + seat * 14.5 + canvas.rng.uniform(-4, 4)
            canvas.gouge(x, 482 + row * 15, 9, 10, canvas.rng.choice(inks), angle=pi / 2)
    for post in range(6):
        canvas.rect(330 + post * 186, 452, 7, 140, Ink.STONE, wobble=0.5)


def _pitch(canvas: Canvas) -> None:
    canvas.fill([(-20, 600), (1620, 600), (1620, 1080), (-20, 1080)], Ink.MOSS)
    for stripe in range(0, 16, 2):
        low, high = stripe / 16, (stripe + 1) / 16
        top = [(150 + 1300 * share, 592) for share in (low, high)]
        foot = [(-900 + 3400 * share, 1080) for share in (high, low)]
        canvas.fill([*top, *foot], Ink.SAGE, 1.2)
    fade(canvas, (0, 600, 1600, 680), Ink.STRAW, 0.55, 0)
    fade(canvas, (0, 700, 1600, 1067), Ink.INK, 0, 0.55)
    canvas.rect(-10, 586, 1630, 22, Ink.PAPER)
    for board in range(9):
        ink = (Ink.BRICK, Ink.SEA, Ink.OCHRE)[board % 3]
        canvas.rect(20 + board * 178, 588, 150, 18, ink, wobble=0.6)
    canvas.stroke([(-20, 640), (1620, 640)], Ink.PAPER, 4)
    canvas.stroke([(800, 640), (800, 960)], Ink.PAPER, 6)
    circle = arc(800, 740, 250, 66)
    canvas.stroke(circle, Ink.PAPER, 5)
    for way in (-1, 1):
        x = 800 + way * 760
        canvas.stroke([(x, 752), (x, 660), (x + way * 70, 690), (x + way * 70, 770)], Ink.PAPER, 5)


def _near_crowd(canvas: Canvas) -> None:
    for row, ink in enumerate((Ink.SEA, Ink.INK)):
        x = -30.0 - row * 40
        while x < 1660:
            size = canvas.rng.uniform(120, 165) + row * 40
            bust(canvas, x, 1000 + row * 90, size, ink)
            if canvas.rng.random() < 0.3:
                _scarf(canvas, x, 1000 + row * 90 - size * 0.5, size)
            if canvas.rng.random() < 0.4:
                _bobble_hat(canvas, x, 1000 + row * 90 - size * 0.9, size)
            x += size * canvas.rng.uniform(0.85, 1.1)
    canvas.rect(-10, 1040, 1630, 40, Ink.INK)
    for x, reach in ((470, -40), (1120, 50)):
        canvas.stroke([(x, 1010), (x + reach, 900), (x + reach * 1.2, 836)], Ink.INK, 22)
        canvas.disc(x + reach * 1.2, 826, 19, Ink.INK)
    canvas.stroke([(700, 1010), (690, 900), (704, 850)], Ink.INK, 22)
    canvas.stroke([(830, 1010), (846, 900), (832, 850)], Ink.INK, 22)
    for band in range(10):
        canvas.rect(
            668 + band * 20,
            824 + band % 2 * 2,
            20,
            36,
            (Ink.BRICK, Ink.PAPER)[band % 2],
        )


def _bobble_hat(canvas: Canvas, x: float, y: float, size: float) -> None:
    crown = arc(x, y, size * 0.25, size * 0.24, pi, end=2 * pi)
    canvas.fill(crown, canvas.rng.choice((Ink.BRICK, Ink.OCHRE)))
    canvas.rect(x - size * 0.26, y - size * 0.05, size * 0.52, size * 0.09, Ink.PAPER)
    canvas.disc(x, y - size * 0.26, size * 0.07, Ink.PAPER, wobble=1)


def _scarf(canvas: Canvas, x: float, y: float, size: float) -> None:
    for band in range(5):
        left = x - size * 0.24 + band * size * 0.1
        canvas.rect(
            left,
            y - size * 0.08,
            size * 0.1,
            size * 0.13,
            (Ink.BRICK, Ink.PAPER)[band % 2],
        )


def _floodlight(canvas: Canvas, x: float, y: float, height: float) -> None:
    top = y - height
    glow(canvas, x, top, height * 0.62, Ink.STRAW, strength=0.85)
    for side in (-1, 1):
        canvas.stroke(
            [(x + side * height * 0.05, y), (x + side * 5, top)],
            Ink.INK,
            height * 0.016,
        )
    for level in range(8):
        low, high = y - height * level / 8, y - height * (level + 1) / 8
        canvas.stroke([(x - height * 0.045, low), (x + height * 0.03, high)], Ink.INK, 2)
        canvas.stroke([(x + height * 0.045, low), (x - height * 0.03, high)], Ink.INK, 2)
    wide = height * 0.24
    canvas.rect(x - wide / 2, top - wide * 0.4, wide, wide * 0.62, Ink.INK)
    for lamp in range(12):
        at_x = x - wide * 0.36 + lamp % 4 * wide * 0.24
        canvas.disc(at_x, top - wide * 0.26 + lamp // 4 * wide * 0.18, wide * 0.08, Ink.PAPER)
