"""The steps of a VAE-GAN: three losses, each of which moves the weights of one player and no others.

Larsen, Sonderby, Larochelle and Winther, "Autoencoding beyond pixels using a learned similarity metric" (2016),
algorithm 1: the encoder is moved by the KL and by what the critic's features lose of an image, the decoder by that
loss and by the critic's score of its reconstructions and of its draws from the prior, the critic by its scores alone.
What differs: the encoder also serves its twin, a plain decoder, whose loss in nats it shares; the decoder begins as a
copy of the twin, which first learns alone, and has a small share in the squared error of pixels, without which
brightness drifts; the critic also sees images spoiled by noise, which no decoder makes and it would otherwise take
for real; scores have the hinge loss (Lim and Ye, "Geometric GAN", 2017); and the critic's layers are held to a spectral
norm after each step (Miyato et al., "Spectral Normalization for Generative Adversarial Networks", 2018, divide in the
forward pass), so that what is stored are its plain weights, and their moving average keeps to the bound as well.

Axes: N images, D latent dimensions, C H W.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.nn.functional import relu

from vae_core.fault import Fault
from vae_core.model.adversarial import AdversarialVAE
from vae_core.model.objective import binarise_quickly, likelihood_input
from vae_core.model.posterior import kl_to_standard_normal
from vae_core.training.recipes import Recipe
from vae_core.training.schedule import rate_and_momentum
from vae_core.training.steps import OnStep, Steps, clipped

RATES = {"decoder": 0.25, "critic": 0.5}  # of the recipe's: the critic learns at twice the decoder's
BETAS = (0.5, 0.99)  # of the two players, whose target moves: a long memory would be of another game
ALONE = 0.4  # fraction of the steps, the first ones, in which encoder and twin learn alone: a plain VAE, at its price
PIXEL_WEIGHT = 0.05  # of the squared error of pixels, beside what the critic's features lose
SPOILED = 4  # one image in so many of a batch also comes with noise in it, as a picture that is not real
SPECTRAL_NORM = 3.0  # with 1 the scores of real images and of others were hardly apart


class AdversarialSteps(Steps):
    """Steps with an optimiser for the decoder and one for the critic, beside that of the encoder and its twin."""

    def __init__(self, model: AdversarialVAE, recipe: Recipe, images: int, fabric: Fabric) -> None:
        if fabric.world_size > 1:
            raise Fault("an adversarial model is trained by one process: leave processes and devices out")
        super().__init__(model, recipe, images, fabric)
        self.alone = round(ALONE * recipe.epochs * self.steps)
        self.plain = [*model.encoder.parameters(), *model.twin.parameters(), *model.likelihood.parameters()]
        self.optimiser = torch.optim.AdamW(self.plain, weight_decay=recipe.weight_decay, fused=True)
        self.players = {
            name: torch.optim.AdamW(getattr(model, name).parameters(), betas=BETAS, weight_decay=0.0, fused=True)
            for name in RATES
        }
        self.parts |= {"optimiser": self.optimiser} | {f"{name}_optimiser": of for name, of in self.players.items()}

    def epoch(self, training: Tensor, labels: Tensor, epoch: int, on_step: OnStep) -> float:
        """As of a plain model; until the decoder plays it is the twin's copy, so that what is kept draws pictures."""
        elbo = super().epoch(training, labels, epoch, on_step)
        if (epoch + 1) * self.steps <= self.alone:
            self._begin()
        return elbo

    def _begin(self) -> None:
        for of in (self.model, self.average):
            of.decoder.load_state_dict(of.twin.state_dict())

    def _step(
        self, images: Tensor, labels: Tensor, done: int, generator: torch.Generator, again: tuple[Tensor, ...] = ()
    ) -> tuple[Tensor, Tensor]:
        """One step of all players; returns the mean ELBO of the twin and the norm of the gradients."""
        if done < self.alone:
            return super()._step(images, labels, done, generator)
        if done == self.alone:
            self._begin()
        model, recipe, fraction = self.model, self.recipe, done / (self.recipe.epochs * self.steps)
        beta = recipe.beta * min(1.0, fraction / recipe.warmup if recipe.warmup else 1.0)
        rate, momentum = rate_and_momentum(recipe.schedule, fraction)
        self.optimiser.param_groups[0].update(lr=recipe.lr * rate, betas=(momentum, 0.999))
        for name, of in self.players.items():
            of.param_groups[0].update(lr=recipe.lr * rate * RATES[name])
        x, real = likelihood_input(model, images, generator, binarise_quickly), images.float() / 255
        noise, prior = torch.randn((2, len(x), model.config.latent_dim), generator=generator, device=x.device)
        with self.fabric.autocast():
            q = model.posterior(x)
            z, _ = q.draw(noise=noise)
            made, drawn = (torch.sigmoid(model.decoder(codes).float()) for codes in (z, prior))
            others = made.detach(), drawn.detach(), spoiled(real[: -(-len(real) // SPOILED)], generator)
            norms = [self._move("critic", critic_loss(model, real, others))]
            hold(model.critic)
            lost, of_decoder = decoder_loss(model, real, made, drawn, recipe.fidelity)
            recon = model.likelihood.log_prob(x, model.twin(z).float()).mean()
            kl = kl_to_standard_normal(*q).sum(1).mean()
            of_encoder = beta * kl - recon + lost
        gradients = torch.autograd.grad(of_decoder, list(model.decoder.parameters()), retain_graph=True)
        norms.append(self._taken(self.optimiser, self.plain, torch.autograd.grad(of_encoder, self.plain)))
        norms.append(self._taken(self.players["decoder"], list(model.decoder.parameters()), gradients))
        return (recon - kl).detach(), torch.stack(norms).sum()

    def _move(self, name: str, loss: Tensor) -> Tensor:
        weights = list(getattr(self.model, name).parameters())
        return self._taken(self.players[name], weights, torch.autograd.grad(loss, weights))

    def _taken(self, optimiser: torch.optim.Optimizer, weights: list[Tensor], gradients: Sequence[Tensor]) -> Tensor:
        """Gives some weights their gradients, which go no further, and moves them; the norm of the gradients."""
        for weight, gradient in zip(weights, gradients, strict=True):
            weight.grad = gradient
        norm = clipped(weights, self.recipe.grad_clip)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        return norm


def critic_loss(model: AdversarialVAE, real: Tensor, others: Sequence[Tensor]) -> Tensor:
    """How badly the critic keeps real images above 1, and others, (M, C, H, W) each, below -1."""
    scores = model.judged(torch.cat([real, *others]))[1]
    return relu(1 - scores[: len(real)]).mean() + relu(1 + scores[len(real) :]).mean()


def spoiled(images: Tensor, generator: torch.Generator) -> Tensor:
    """Images in [0, 1] with noise in them, each with a share of its own, up to noise alone; (N, C, H, W)."""
    share = torch.rand((len(images), 1, 1, 1), generator=generator, device=images.device)
    return images.lerp(torch.rand(images.shape, generator=generator, device=images.device), share)


def decoder_loss(
    model: AdversarialVAE, real: Tensor, made: Tensor, drawn: Tensor, fidelity: float
) -> tuple[Tensor, Tensor]:
    """What reconstructions lose of images in the critic's features, and the whole loss of the decoder.

    Args:
        model: whose critic judges.
        real: images in [0, 1], (N, C, H, W).
        made: their reconstructions.
        drawn: decoded draws from the prior.
        fidelity: weight of what is lost, against the critic's scores.
    """
    with torch.no_grad():
        target = model.judged(real)[0]
    features, scores = model.judged(torch.cat([made, drawn]))
    lost = 0.5 * (features[: len(real)] - target).square().sum(1).mean()
    pixels = 0.5 * (made - real).square().flatten(1).sum(1).mean()
    return lost, fidelity * (lost + PIXEL_WEIGHT * pixels) - scores.mean()


@torch.no_grad()
def hold(critic: nn.Module) -> None:
    """Divides each layer whose spectral norm, as a matrix of outputs and inputs, is above the bound."""
    for weight in critic.parameters():
        if weight.ndim > 1:
            norm = torch.linalg.matrix_norm(weight.flatten(1), 2)
            weight.div_((norm / SPECTRAL_NORM).clamp(min=1))
