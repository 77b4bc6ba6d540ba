"""What a phone makes of a printed page: a photograph of the sheet on a desk, 8 to 12 megapixels.

The sheet is bent in space, seen through a pinhole camera with a little lens distortion, and lit by a lamp whose light
something stands in. All of it is drawn from the generator, an easy photo as well as a hard one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.desk import desk
from samples.light import light_field

if TYPE_CHECKING:
    from samples.degrade import Image

Floats = NDArray[np.float32]

#: Frames of common phones, (height, width): 8 megapixels, 10 and 12.
FRAMES = ((3264, 2448), (3648, 2736), (4032, 3024))

#: Field of view across the long side, in degrees: a phone's main camera.
FIELD_OF_VIEW = 66.0

#: Geometry is worked out at every so many pixels and interpolated between.
GRID = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How one photo is taken. Angles are in degrees, lengths in page widths where nothing else is said.

    Attributes:
        frame: height and width of the photo in pixels.
        tilt: the sheet's tilt about its horizontal and vertical axis, and its turn in the frame.
        fill: share of the frame that the page takes, along the tighter side; above 1 an edge is cut off.
        shift: how far the page's middle is from the frame's, as shares of the frame.
        bend: height of a cylindrical bend, and of one lifted side (negative: the left one).
        fold: height of the crease across the middle, 0 for a flat sheet.
        barrel: radial distortion at the corner, as a share of the radius.
        blur: standard deviation of the defocus in pixels; motion: pixels of the hand's movement.
        noise: standard deviation of the sensor's noise in grey levels.
        hardness: 0 to 1, how bad all of this is, and the light with it.
    """

    frame: tuple[int, int]
    tilt: tuple[float, float, float]
    fill: float
    shift: tuple[float, float]
    bend: tuple[float, float]
    fold: float
    barrel: float
    blur: float
    motion: float
    noise: float
    hardness: float


def draw_shot(rng: np.random.Generator) -> Shot:
    """Draw how a photo is taken; its hardness first, which widens everything else."""
    hard = float(rng.uniform(0.0, 1.0))
    frame = FRAMES[int(rng.integers(0, len(FRAMES)))]
    scale = frame[0] / 3264
    tilt = 4.0 + 11.0 * hard
    return Shot(
        frame=frame,
        tilt=(
            float(rng.uniform(-tilt, tilt)),
            float(rng.uniform(-tilt, tilt)),
            float(rng.uniform(-3.0 - 5.0 * hard, 3.0 + 5.0 * hard)),
        ),
        fill=float(rng.uniform(0.82, 0.95 if rng.random() < 0.8 else 1.04)),
        shift=(float(rng.uniform(-0.02, 0.02)), float(rng.uniform(-0.02, 0.02))),
        bend=(
            float(rng.uniform(-0.03, 0.03)) * (0.3 + hard),
            float(rng.uniform(-0.05, 0.05)) * hard if rng.random() < 0.5 else 0.0,
        ),
        fold=float(rng.uniform(0.005, 0.02)) * hard if rng.random() < 0.3 else 0.0,
        barrel=float(rng.uniform(-0.005, 0.02)),
        blur=scale * float(rng.uniform(0.5, 0.8 + 0.6 * hard)),
        motion=scale * float(rng.uniform(0.0, 3.0)) * hard if rng.random() < 0.4 else 0.0,
        noise=float(rng.uniform(1.0, 2.0 + 4.0 * hard)),
        hardness=hard,
    )


def photograph(page: Image, rng: np.random.Generator) -> Image:
    """Give a photo of an RGB page, as RGB: another size, the page somewhere in it, nothing cropped or straightened."""
    return take(page, draw_shot(rng), rng)


def take(page: Image, shot: Shot, rng: np.random.Generator) -> Image:
    """Give the photo of an RGB page that `shot` describes; textures, light and noise are drawn from `rng`."""
    u, v = _page_places(page.shape[1] / page.shape[0], shot)
    height, width = shot.frame
    full_u = cv2.resize(u, (width, height), interpolation=cv2.INTER_LINEAR) * page.shape[1] - 0.5
    full_v = cv2.resize(v, (width, height), interpolation=cv2.INTER_LINEAR) * page.shape[1] - 0.5
    # Shrink first what the camera sees smaller, or thin strokes alias.
    soft = cv2.GaussianBlur(page, (0, 0), max(0.3, 0.42 * 2480 / (0.75 * width)))
    seen = np.asarray(
        cv2.remap(soft, full_u, full_v, cv2.INTER_LINEAR, borderValue=(255, 255, 255)), np.float32
    )
    seen = 18.0 + seen * np.float32(218.0 / 255.0)  # print is not black, nor paper white
    lies = _inside(full_u, full_v, page.shape[1], page.shape[0])
    shadow = cv2.GaussianBlur(
        np.roll(cv2.resize(lies, (width // 8, height // 8)), (2, 3), (0, 1)), (0, 0), 4.0
    )
    ground = desk(shot.frame, rng).astype(np.float32)
    ground *= (1.0 - 0.45 * cv2.resize(shadow, (width, height)))[..., None]
    photo = ground + (seen - ground) * lies[..., None]
    slope = cv2.resize(_slope(u, v, shot), (width, height))
    photo *= cv2.resize(light_field((height // 8, width // 8), shot.hardness, rng), (width, height))
    photo *= (1.0 + slope * lies)[..., None]
    return _develop(photo, shot, rng)


def _page_places(aspect: float, shot: Shot) -> tuple[Floats, Floats]:
    """Give for each grid point of the frame the place on the page it shows, in page widths from the top left corner."""
    height, width = shot.frame
    xs = (np.arange(width // GRID, dtype=np.float64) + 0.5) * GRID - width / 2
    ys = (np.arange(height // GRID, dtype=np.float64) + 0.5) * GRID - height / 2
    x, y = np.meshgrid(xs, ys)
    radius = (x**2 + y**2) / ((width / 2) ** 2 + (height / 2) ** 2)
    x, y = x * (1 + shot.barrel * radius), y * (1 + shot.barrel * radius)
    focus = height / 2 / np.tan(np.radians(FIELD_OF_VIEW / 2))
    turn = _rotation(shot.tilt)
    tall = 1.0 / aspect
    # Page widths from the lens to the sheet, so that it fills its share of the frame.
    distance = focus / (shot.fill * min(width, height * aspect))
    offset = np.array([shot.shift[0] * width, shot.shift[1] * height]) * distance / focus
    rays = np.stack([x / focus, y / focus, np.ones_like(x)], axis=-1)
    u = v = np.zeros_like(x)
    lift = np.zeros_like(x)
    for _ in range(6):
        # Where each ray meets the flat sheet raised by what is known of the lift there; repeated, they agree.
        normal = turn[:, 2]
        origin = np.array([offset[0], offset[1], distance])
        depth = (normal @ origin - lift) / (rays @ normal)
        local = (rays * depth[..., None] - origin) @ turn
        u, v = local[..., 0] + 0.5, local[..., 1] + tall / 2
        lift = _lift(u, v, tall, shot)
    return u.astype(np.float32), v.astype(np.float32)


def _rotation(tilt: tuple[float, float, float]) -> NDArray[np.float64]:
    """Give the matrix that takes the sheet's axes to the camera's."""
    about_x, about_y, about_z = (
        cv2.Rodrigues(axis * np.radians(angle))[0] for axis, angle in zip(np.eye(3), tilt, strict=True)
    )
    return np.asarray(about_x @ about_y @ about_z, np.float64)


def _lift(u: NDArray[np.float64], v: NDArray[np.float64], tall: float, shot: Shot) -> NDArray[np.float64]:
    """Give how far the sheet stands off the desk, in page widths."""
    across, down = np.clip(u, 0, 1), np.clip(v / tall, 0, 1)
    bend, side = shot.bend
    lift = bend * np.sin(np.pi * across)
    towards = across if side > 0 else 1 - across
    lift = lift + abs(side) * towards**3 * (0.6 + 0.4 * down)
    return np.asarray(lift + shot.fold * np.maximum(0, 1 - 3.0 * np.abs(down - 0.5)), np.float64)


def _slope(u: Floats, v: Floats, shot: Shot) -> Floats:
    """Give how much brighter the bent paper is where it faces the lamp: differences of its height."""
    lift = _lift(u.astype(np.float64), v.astype(np.float64), 1.414, shot)
    steepness = np.gradient(lift, axis=1) * 1.2 + np.gradient(lift, axis=0) * 0.8
    return np.asarray(np.clip(steepness * u.shape[1] * 0.5, -0.2, 0.15), np.float32)


def _inside(u: Floats, v: Floats, width: int, height: int) -> Floats:
    """Give 1 where the sheet lies, 0 on the desk, softened over a pixel."""
    edge = np.minimum(np.minimum(u, width - u), np.minimum(v, height - v))
    return np.clip(edge + 0.5, 0, 1).astype(np.float32)


def _develop(photo: Floats, shot: Shot, rng: np.random.Generator) -> Image:
    """Blur, add noise, and sharpen as a phone does."""
    photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), shot.blur), np.float32)
    if shot.motion > 1:
        size = 2 * int(np.ceil(shot.motion)) + 1
        kernel = np.zeros((size, size), np.float32)
        angle, middle, reach = rng.uniform(0, np.pi), size / 2 - 0.5, shot.motion / 2
        step = np.array([np.cos(angle), np.sin(angle)]) * reach
        for share in np.linspace(-1, 1, 4 * size):
            x, y = np.rint(middle + step * share).astype(int)
            kernel[y, x] += 1
        photo = np.asarray(cv2.filter2D(photo, -1, kernel / kernel.sum()), np.float32)
    grain = rng.standard_normal((*shot.frame, 1), dtype=np.float32)
    colour = rng.standard_normal((shot.frame[0] // 3, shot.frame[1] // 3, 3), dtype=np.float32)
    photo += shot.noise * grain + 0.5 * shot.noise * cv2.resize(colour, shot.frame[::-1])
    softer = cv2.GaussianBlur(photo, (0, 0), 1.5)
    photo += np.float32(rng.uniform(0.2, 0.7)) * (photo - softer)
    return np.clip(np.rint(photo), 0, 255).astype(np.uint8)
