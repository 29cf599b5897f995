"""Scenes of an evening out: the theatre, the cinema."""

from math import pi

from newsroom.demo.drawing.buildings import roofs
from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed
from newsroom.demo.drawing.figures import bust, person
from newsroom.demo.drawing.marks import (
    fade,
    glow,
    hatch,
    reflect,
    ripples,
    shade,
    stipple,
)
from newsroom.demo.drawing.nature import poplar, sky
from newsroom.demo.drawing.palette import Ink


def theatre(canvas: Canvas) -> None:
    """Draw the stage in its spotlight, seen over the heads of the stalls."""
    canvas.rect(-10, -10, 1630, 1100, Ink.RUST)
    canvas.rect(200, 90, 1200, 690, Ink.INK)
    _backcloth(canvas)
    beam: list[Point] = [(250, -20), (330, -20), (1060, 700), (600, 700)]
    stipple(canvas, beam, Ink.STRAW, 0.42)
    canvas.fill([(200, 668), (1400, 668), (1440, 780), (160, 780)], Ink.OCHRE)
    hatch(
        canvas,
        [(200, 672), (1400, 672), (1440, 780), (160, 780)],
        Ink.RUST,
        19,
        3,
        angle=0,
    )
    canvas.disc(830, 716, 250, Ink.PAPER, 40)
    person(canvas, 790, 722, 260, Ink.BRICK, legs=Ink.INK, stride=0.14)
    canvas.stroke([(806, 524), (870, 478), (912, 424)], Ink.BRICK, 15)
    canvas.disc(916, 418, 9, Ink.INK)
    person(canvas, 930, 732, 236, Ink.PAPER, legs=Ink.INK, stride=-0.12)
    canvas.fill([(905, 634), (958, 634), (996, 726), (866, 726)], Ink.PAPER)
    _curtains(canvas)
    _proscenium(canvas)
    for light in range(13):
        x = 240 + light * 93
        glow(canvas, x, 782, 60, Ink.STRAW, strength=0.8)
        canvas.fill(arc(x, 796, 26, 26, pi, end=2 * pi), Ink.STRAW)
    canvas.rect(-10, 794, 1630, 300, Ink.INK)
    shade(canvas, [(0, 794), (1600, 794), (1600, 860), (0, 860)], Ink.RUST, 0.8, 0)
    _stalls(canvas)


def _backcloth(canvas: Canvas) -> None:
    canvas.rect(330, 200, 940, 480, Ink.SEA)
    fade(canvas, (330, 330, 1270, 680), Ink.BLUE, 0, 1)
    canvas.disc(1040, 330, 70, Ink.STRAW)
    for _ in range(40):
        x, y = canvas.rng.uniform(350, 1250), canvas.rng.uniform(220, 480)
        canvas.disc(x, y, canvas.rng.uniform(1.5, 4), Ink.PAPER, wobble=0.2)
    for base, ink in ((600, Ink.INK), (640, Ink.MOSS)):
        for number in range(14):
            poplar(
                canvas,
                350 + number * 70,
                690,
                690 - base + canvas.rng.uniform(0, 150),
                ink,
            )


def _curtains(canvas: Canvas) -> None:
    for way, edge in ((1, 150), (-1, 1450)):
        for fold in range(7):
            x = edge + way * fold * 44
            swing = way * (60 - fold * 16)
            outer = [(x, 80), (x + way * 52, 80), (x + way * 52 - swing * 0.3, 480)]
            hem = [
                (x + way * 40 - swing, 790),
                (x - way * 14 - swing, 800),
                (x - swing * 0.3, 480),
            ]
            canvas.fill([*outer, *hem], Ink.BRICK, 1.4)
            dark = [(x, 80), (x + way * 18, 80), (x + way * 14 - swing * 0.3, 480)]
            tail = [
                (x - way * 4 - swing, 796),
                (x - way * 14 - swing, 800),
                (x - swing * 0.3, 480),
            ]
            canvas.fill([*dark, *tail], Ink.RUST, 1.4)
            canvas.gouge(
                x + way * 34 - swing * 0.1,
                300,
                330,
                6,
                Ink.ROSE,
                angle=pi / 2 + swing * 0.0006,
            )
    for swag in range(6):
        x = 300 + swag * 200
        for drop in range(5):
            ink = (Ink.RUST, Ink.BRICK)[drop % 2]
            canvas.fill(arc(x, 84, 124 - drop * 14, 130 - drop * 24, 0, end=pi), ink, 1.2)
        canvas.stroke(arc(x, 84, 122, 130, 0.1, end=pi - 0.1), Ink.OCHRE, 8)


def _proscenium(canvas: Canvas) -> None:
    canvas.rect(-10, -10, 1630, 92, Ink.INK)
    for way in (0, 1):
        x = way * 1436 - 10
        canvas.rect(x, -10, 176, 830, Ink.INK)
        canvas.rect(x + 26, 86, 124, 680, Ink.RUST)
        canvas.rect(x + 44, 100, 88, 650, Ink.INK)
        for rise in range(7):
            canvas.disc(x + 88, 132 + rise * 94, 30, Ink.OCHRE)
            canvas.disc(x + 88, 132 + rise * 94, 17, Ink.INK)
    for lamp in range(27):
        canvas.disc(20 + lamp * 60, 52, 11, Ink.STRAW)
    canvas.rect(-10, 74, 1630, 9, Ink.OCHRE)


def _stalls(canvas: Canvas) -> None:
    for row, ink in enumerate((Ink.RUST, Ink.SEA, Ink.INK)):
        y, size = 880 + row * 100, 110 + row * 46
        gap = size * 1.18
        start = -40 - row * 50
        for seat in range(int(1700 / gap) + 2):
            x = start + seat * gap + canvas.rng.uniform(-6, 6)
            if canvas.rng.random() < 0.86:
                bust(canvas, x, y + 8, size * canvas.rng.uniform(0.92, 1.1), ink)
            back = placed(
                [(-0.42, 0.2), (-0.4, -0.22), (0, -0.3), (0.4, -0.22), (0.42, 0.2)],
                x,
                y,
                gap,
            )
            canvas.smooth(back, Ink.BRICK if row < 2 else Ink.RUST, 0.8)
            canvas.gouge(x, y - gap * 0.12, gap * 0.6, 7, Ink.ROSE)
        canvas.rect(-10, y + gap * 0.18, 1630, 90, Ink.INK)


def cinema(canvas: Canvas) -> None:
    """Draw the picture house, lit for the late showing, over a wet street."""
    sky(canvas, Ink.INK, Ink.SEA, 700, 1.2)
    roofs(canvas, -30, 1630, 700, 330, ink=Ink.SEA)
    fade(canvas, (0, 380, 1600, 700), Ink.INK, 0.1, 0.6)
    for _ in range(26):
        x, y = (
            canvas.rng.choice((60, 110, 180, 1380, 1450, 1530)),
            canvas.rng.uniform(520, 640),
        )
        canvas.rect(x, y, 16, 24, Ink.OCHRE, wobble=0.6)
    canvas.rect(-10, 690, 1630, 80, Ink.INK)
    glow(canvas, 800, 420, 620, Ink.OCHRE, strength=0.5)
    _facade(canvas)
    _marquee(canvas)
    _foyer(canvas)
    reflect(canvas, 760, 310, 0.62, 10)
    fade(canvas, (0, 760, 1600, 1067), Ink.INK, 0.12, 0.8)
    ripples(canvas, (0, 770, 1600, 1067), Ink.SEA, 90, 240, weight=8)
    ripples(canvas, (420, 770, 1180, 1067), Ink.OCHRE, 50, 150, weight=7)
    canvas.rect(-10, 754, 1630, 9, Ink.BLUE)
    for x, y, tall, coat, cover in (
        (520, 800, 150, Ink.SEA, Ink.INK),
        (1130, 806, 154, Ink.MOSS, Ink.BRICK),
        (250, 930, 260, Ink.BRICK, Ink.OCHRE),
        (1370, 860, 190, Ink.STONE, Ink.BLUE),
    ):
        person(canvas, x, y, tall, coat, legs=Ink.INK, stride=0.13)
        _umbrella(canvas, x, y - tall * 0.86, tall * 0.42, cover)
    hatch(canvas, [(0, 0), (1600, 0), (1600, 760), (0, 760)], Ink.BLUE, 90, 0.8, angle=1.3)


def _facade(canvas: Canvas) -> None:
    for step, ink in enumerate((Ink.RUST, Ink.BRICK, Ink.ROSE, Ink.BRICK)):
        half = 480 - step * 92
        canvas.rect(800 - half, 330 - step * 58, half * 2, 440 + step * 58, ink)
        canvas.rect(800 - half - 6, 322 - step * 58, half * 2 + 12, 12, Ink.STRAW)
    for x in range(350, 520, 34):
        for way in (x, 1600 - x):
            canvas.rect(way - 5, 360, 10, 190, Ink.INK, wobble=0.6)
    for ring in range(4):
        canvas.fill(
            arc(800, 470, 250 - ring * 44, 230 - ring * 40, pi, end=2 * pi),
            (Ink.STRAW, Ink.INK)[ring % 2],
        )
    canvas.fill([(748, 540), (748, 70), (800, 20), (852, 70), (852, 540)], Ink.INK)
    canvas.fill([(762, 530), (762, 82), (800, 44), (838, 82), (838, 530)], Ink.OCHRE)
    for bar in range(9):
        y = 100 + bar * 44
        canvas.rect(774, y, 52, 25, Ink.PAPER, wobble=0.8)
    for bulb in range(11):
        for x in (755, 845):
            canvas.disc(x, 86 + bulb * 41, 6, Ink.PAPER)


def _marquee(canvas: Canvas) -> None:
    shade(canvas, [(320, 420), (1280, 420), (1280, 500), (320, 500)], Ink.STRAW, 0, 0.7)
    canvas.fill(
        [(360, 500), (1240, 500), (1290, 530), (1290, 600), (310, 600), (310, 530)],
        Ink.INK,
    )
    canvas.rect(350, 520, 900, 66, Ink.PAPER)
    for row, widths in enumerate(((90, 60, 150, 70, 120, 80), (60, 140, 100, 50, 130))):
        x = 420.0 + row * 40
        for wide in widths:
            canvas.rect(x, 532 + row * 26, wide, 14, Ink.INK if row else Ink.BRICK, wobble=0.6)
            x += wide + 28
    for bulb in range(33):
        canvas.disc(322 + bulb * 30, 604, 8, Ink.STRAW)


def _foyer(canvas: Canvas) -> None:
    canvas.rect(380, 614, 840, 146, Ink.STRAW)
    for door in range(8):
        x = 396 + door * 103
        if door in {0, 7}:
            canvas.rect(x + 8, 640, 74, 96, Ink.INK)
            canvas.rect(x + 15, 648, 60, 80, (Ink.BLUE, Ink.SAGE)[door % 2])
            canvas.disc(x + 45, 690, 20, Ink.BRICK)
            continue
        canvas.rect(x, 632, 90, 130, Ink.RUST)
        canvas.rect(x + 10, 644, 70, 90, Ink.PAPER)
        canvas.stroke([(x + 16, 722), (x + 70, 654)], Ink.STRAW, 6)


def _umbrella(canvas: Canvas, x: float, y: float, size: float, ink: Ink) -> None:
    canvas.stroke([(x + size * 0.2, y + size * 0.5), (x + size * 0.2, y - size * 0.7)], Ink.INK, 4)
    top = arc(x + size * 0.2, y, size, size * 0.62, pi, end=2 * pi)
    hem = [(x + size * (1.2 - share * 0.5), y - size * (0.1 if share % 2 else 0)) for share in range(1, 4)]
    canvas.fill([*top, *hem], ink)
    rib = [(x + size * 0.2, y - size * 0.6), (x + size * 0.55, y - size * 0.06)]
    canvas.stroke(rib, Ink.PAPER, 2)
    canvas.stroke([rib[0], (x - size * 0.15, y - size * 0.06)], Ink.PAPER, 2)
