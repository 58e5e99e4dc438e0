"""Python twin of web/latent/plane.js and web/walks/lattice.js: planes of the latent space, and lattices between codes.

Source: T. White, "Sampling Generative Networks" (2016, arXiv 1609.04468) for corner lattices ("J-diagrams") of codes.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import normalize

from vae_core.walks.latent import code_of


@dataclass(frozen=True)
class Plane:
    """A flat 2-D slice of the latent space with orthonormal axes.

    Coordinates (0, 0) are the point of the plane nearest to z = 0, so N(0, I) conditioned on the plane is
    N(0, I) in its coordinates: that is what makes the quantile grid one of equal prior mass.
    """

    origin: Tensor  # (D,)
    axes: Tensor  # (2, D), orthonormal rows: to the right, upwards

    def at(self, xy: Tensor) -> Tensor:
        """Codes (..., D) at plane coordinates (..., 2)."""
        return self.origin + torch.as_tensor(xy, dtype=torch.float32) @ self.axes

    def coordinates(self, z: Tensor) -> Tensor:
        """Plane coordinates (..., 2) of the orthogonal projection of codes (..., D)."""
        return (torch.as_tensor(z, dtype=torch.float32) - self.origin) @ self.axes.T


def plane_of_dims(z: Tensor, dims: tuple[int, int]) -> Plane:
    """The plane through z in which coordinate dims[0] grows to the right and dims[1] upwards.

    Args:
        z: code that fixes the other coordinates, (D,).
        dims: two different coordinates, 0..D-1.

    Raises:
        ValueError: if the two are equal or not coordinates of z.
    """
    z, (right, up) = code_of(z), dims
    if right == up or not (0 <= right < len(z) and 0 <= up < len(z)):
        raise ValueError(f"dims must be two different numbers in 0..{len(z) - 1}; got {dims}")
    return _plane(z, torch.eye(len(z))[[right, up]])


def principal_plane(codes: Tensor) -> Plane:
    """The plane through the mean of the codes (N, D) along their two directions of largest variance.

    The sign of each axis makes its largest loading positive, so that it does not depend on the machine.

    Raises:
        ValueError: if there are fewer than two codes or dimensions.
    """
    codes = torch.as_tensor(codes, dtype=torch.float32)
    if codes.ndim != 2 or min(codes.shape) < 2:
        raise ValueError(f"codes must have shape (N, D) with N, D >= 2; got {tuple(codes.shape)}")
    mean = codes.mean(0)
    axes = torch.linalg.eigh((codes - mean).double().T @ (codes - mean).double()).eigenvectors[:, [-1, -2]].T
    sign = axes.gather(1, axes.abs().argmax(1, keepdim=True)).sign()
    return _plane(mean, (axes * sign).float())


def plane_through(a: Tensor, b: Tensor, c: Tensor) -> Plane:
    """The plane that holds three codes (D,); its first axis points from a to b.

    Raises:
        ValueError: if the three lie on one line (two equal points do), so that they span no plane.
    """
    a, b, c = (code_of(point).double() for point in (a, b, c))
    right, up = b - a, c - a
    up = up - right * (up @ right) / (right @ right).clamp_min(1e-30)
    if up.norm() <= 1e-6 * max((c - a).norm(), (b - a).norm()) or right.norm() == 0:
        raise ValueError("the three points lie on one line and span no plane; choose another point")
    return _plane(a, normalize(torch.stack([right, up]), dim=1))


def plane_grid(plane: Plane, rows: int, cols: int, extent: float = 3.0, quantile: bool = False) -> Tensor:
    """Codes at the cell centres of a rows x cols picture of the plane.

    Args:
        plane: the slice.
        rows, cols: number of cells; row 0 is the top (largest second coordinate), column 0 the left.
        extent: half width in latent units; 3 holds 99 % of a 2-D standard normal. Unused by quantile grids.
        quantile: place the centres at Phi^-1((i + 1/2) / n), so that every cell holds the same prior mass.

    Returns:
        (rows, cols, D).

    Raises:
        ValueError: if rows or cols is less than 1.

    Source:
        D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), figure 4, for the quantile grid.
    """
    if rows < 1 or cols < 1:
        raise ValueError(f"a grid needs at least one row and one column; got {rows} x {cols}")
    x, y = _centres(cols, extent, quantile), -_centres(rows, extent, quantile)
    return plane.at(torch.stack(torch.meshgrid(x, y, indexing="xy"), dim=-1))


def bilinear_lattice(corners: Tensor, rows: int, cols: int) -> Tensor:
    """Blend of four codes over a rectangle, exact at its corners.

    Args:
        corners: top left, top right, bottom left, bottom right, (4, D).
        rows, cols: size of the lattice; a single row or column keeps the first edge.

    Returns:
        (rows, cols, D).

    Raises:
        ValueError: if there are not four corners or the lattice is empty.
    """
    corners = torch.as_tensor(corners, dtype=torch.float32)
    if corners.ndim != 2 or len(corners) != 4 or rows < 1 or cols < 1:
        raise ValueError(
            f"need corners (4, D) and a lattice of 1 x 1 or more; got {tuple(corners.shape)}, {rows} x {cols}"
        )
    across = torch.linspace(0, 1, cols)[:, None]
    top, bottom = torch.lerp(corners[0], corners[1], across), torch.lerp(corners[2], corners[3], across)
    return torch.lerp(top, bottom, torch.linspace(0, 1, rows)[:, None, None])


def _plane(point: Tensor, axes: Tensor) -> Plane:
    return Plane((point - (axes @ point) @ axes).float(), axes.float())


def _centres(n: int, extent: float, quantile: bool) -> Tensor:
    share = (torch.arange(n, dtype=torch.float64) + 0.5) / n
    return (torch.special.ndtri(share) if quantile else extent * (2 * share - 1)).float()
