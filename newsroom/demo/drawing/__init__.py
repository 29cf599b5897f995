"""Draws the demo's pictures, in the manner of linocuts, from code alone."""

from collections.abc import Callable

from PIL import Image

from newsroom.demo.drawing import (
    bakery,
    books,
    chandlery,
    charts,
    coast,
    country,
    football,
    gardens,
    goods,
    harbour,
    laboratory,
    linen,
    market,
    observatory,
    oysters,
    prints,
    shipyard,
    stages,
    study,
    town,
)
from newsroom.demo.drawing.canvas import Canvas
from newsroom.demo.drawing.press import pull

_LANDSCAPE = (1600, 1067)
_SQUARE = (1200, 1200)

_SCENES: dict[str, Callable[[Canvas], None]] = {
    "harbour-dawn": harbour.harbour_dawn,
    "town-hall": town.town_hall,
    "ferry": harbour.ferry_crossing,
    "old-bridge": country.old_bridge,
    "wind-farm": coast.wind_farm,
    "salt-marsh": coast.salt_marsh,
    "flood-street": town.flood_street,
    "library": study.library,
    "market": market.market,
    "shipyard": shipyard.shipyard,
    "observatory": observatory.observatory,
    "laboratory": laboratory.laboratory,
    "oysters": oysters.oysters,
    "football": football.football,
    "rowing": coast.rowing,
    "theatre": stages.theatre,
    "orchard": gardens.orchard,
    "bakery": bakery.bakery,
    "train": country.train,
    "school": study.school,
    "cinema": stages.cinema,
    "seals": coast.seals,
    "greenhouse": gardens.greenhouse,
    "tide-chart": charts.tide_chart,
}
_OBJECTS: dict[str, Callable[[Canvas], None]] = {
    "almanac": books.almanac,
    "cookbook": books.cookbook,
    "bird-guide": books.bird_guide,
    "harbour-map": charts.harbour_map,
    "lighthouse-print": prints.lighthouse_print,
    "ferry-print": prints.ferry_print,
    "mug": goods.mug,
    "tote-bag": goods.tote_bag,
    "notebook": linen.notebook,
    "tea-towel": linen.tea_towel,
    "barometer": chandlery.barometer,
    "oyster-knife": chandlery.oyster_knife,
    "fish-tin": chandlery.fish_tin,
}

SCENES: tuple[str, ...] = tuple(_SCENES)
OBJECTS: tuple[str, ...] = tuple(_OBJECTS)


def draw(name: str) -> Image.Image:
    """Draw one of SCENES (1600 by 1067 pixels) or OBJECTS (1200 by 1200), as RGB.

    The same name always gives the same pixels; an unknown one raises KeyError.
    """
    if name in _OBJECTS:
        canvas = Canvas(*_SQUARE, seed=name)
        _OBJECTS[name](canvas)
    else:
        canvas = Canvas(*_LANDSCAPE, seed=name)
        _SCENES[name](canvas)
    return pull(canvas)
