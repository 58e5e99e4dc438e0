"""Models of other libraries, adopted by one argument: objects of their form, and theirs where they are installed."""

from importlib.util import find_spec
from types import SimpleNamespace

import pytest
import torch
from foreign import Answers, Foreign, foreign, pictures
from torch import nn

from vae_core import adopt, load_model
from vae_core.adopting.parts import parts_of
from vae_core.data.torchvision_import import prepare_torchvision
from vae_core.fault import Fault


class OfDiffusers(nn.Module):
    """Pictures in [-1, 1] both ways, latents that are maps, and objects around all that is given."""

    def __init__(self, is_variational):
        super().__init__()
        self.is_variational = is_variational
        self.encoder, self.decoder = nn.Conv2d(3, 4 if is_variational else 2, 4, 4), nn.ConvTranspose2d(2, 3, 4, 4)

    def encode(self, x, return_dict=True):
        if self.is_variational:
            mean, logvar = self.encoder(x).chunk(2, 1)
            return SimpleNamespace(latent_dist=SimpleNamespace(mean=mean, logvar=logvar))
        return SimpleNamespace(latents=self.encoder(x))

    def decode(self, z, return_dict=True):
        return SimpleNamespace(sample=self.decoder(z))


class OfPythae(nn.Module):
    """An encoder and a decoder that give dictionaries, and the loss of its training."""

    def __init__(self):
        super().__init__()
        inner = Foreign(latent=5)
        self.encoder = Answers(lambda x: dict(zip(("embedding", "log_covariance"), inner.encode(x), strict=True)))
        self.decoder = Answers(lambda z: {"reconstruction": inner.decode(z)})
        self.encoder.inner, self.decoder.inner = inner, inner
        self.latent_dim, self.model_config = 5, SimpleNamespace(reconstruction_loss="mse")


OfDiffusers.__module__, OfPythae.__module__ = "diffusers.models.autoencoders", "pythae.models.vae"


def tiny():
    prepare_torchvision()
    from diffusers import AutoencoderTiny

    return AutoencoderTiny(encoder_block_out_channels=(4, 4), decoder_block_out_channels=(4, 4), latent_channels=2,
                           num_encoder_blocks=(1, 1), num_decoder_blocks=(1, 1))  # fmt: skip


def kl():
    prepare_torchvision()
    from diffusers import AutoencoderKL

    return AutoencoderKL(block_out_channels=(4, 4), layers_per_block=1, norm_num_groups=2, latent_channels=1,
                         down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
                         sample_size=8)  # fmt: skip


def pythae_vae():
    from pythae.models import VAE, VAEConfig

    return VAE(VAEConfig(input_dim=(1, 8, 8), latent_dim=5))


DIFFUSERS = [lambda: OfDiffusers(True), lambda: OfDiffusers(False), *([tiny, kl] if find_spec("diffusers") else [])]
PYTHAE = [OfPythae, *([pythae_vae] if find_spec("pythae") else [])]


@pytest.mark.parametrize("make", DIFFUSERS)
def test_an_autoencoder_of_diffusers_is_adopted_with_its_ranges(tmp_path, make):
    torch.manual_seed(0)
    model = make().eval()
    made = adopt(model=model, images=pictures(channels=3)[0], out=tmp_path / "theirs")
    ours, z = load_model(made.folder), torch.randn(3, load_model(made.folder).config.latent_dim)
    assert (ours.config.likelihood, made.parity < 1e-4) == ("gaussian", True)
    assert not [one for one in made.guessed if "range" in one or "takes" in one]
    x = torch.from_numpy(pictures(channels=3)[0][:4]).float() / 255
    with torch.no_grad():
        given = model.encode(2 * x - 1)
        mu = given.latents if hasattr(given, "latents") else given.latent_dist.mean
        assert torch.allclose(ours.encode(x)[0], mu.flatten(1), atol=1e-4)
        expected = (model.decode(z.view(3, *mu.shape[1:])).sample + 1) / 2
        assert torch.allclose(ours.decode(z), expected.clamp(0, 1), atol=1e-4)


@pytest.mark.parametrize("make", PYTHAE)
def test_a_model_of_pythae_is_adopted_with_its_loss(tmp_path, make):
    torch.manual_seed(0)
    model = make().eval()
    made = adopt(model=model, images=pictures()[0], out=tmp_path / "theirs")
    ours, z = load_model(made.folder), torch.randn(3, 5)
    assert (ours.config.likelihood, ours.config.latent_dim) == ("gaussian", 5)
    with torch.no_grad():
        expected = model.decoder(z)["reconstruction"].reshape(3, 1, 8, 8)
    assert torch.allclose(ours.decode(z), expected, atol=1e-5)


def test_a_module_of_nobody_s_library_is_taken_by_its_methods(tmp_path):
    made = adopt(model=foreign(), images=pictures()[0], out=tmp_path / "theirs")
    assert load_model(made.folder).config.latent_dim == 3
    assert parts_of(OfPythae()).likelihood == "gaussian"
    assert parts_of(foreign()).likelihood == "auto"


@pytest.mark.parametrize("given", [{}, {"model": foreign(), "encoder": foreign()}])
def test_a_model_or_its_two_parts_not_both(given):
    with pytest.raises(Fault, match="adopt takes a model with encode and decode, or an encoder and a decoder"):
        adopt(images=pictures()[0], **given)
