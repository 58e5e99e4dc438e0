"""What the playground reaches on scikit-learn's digits is what vae_core reaches with the same network and objective."""

import base64

import numpy as np
import torch
from torch import nn

from vae_core.data.sets import load_dataset
from vae_core.model.config import ModelConfig
from vae_core.model.objective import elbo_terms, training_loss
from vae_core.model.vae import VAE

EPOCHS, RATE, WIDTH = 5, 0.005, 64
# Five times the standard deviation of the fifth epoch's -ELBO over ten seeds of the playground, 26.17 +- 0.14 nats.
SPREAD_NATS = 0.7
TRAIN = """async ({ pixels, seed, epochs, rate, backend }) => {
  const { createTrainer } = await import("/web/playground/trainer.js");
  const { FIRST } = await import("/web/playground/settings.js");
  const images = Float32Array.from(atob(pixels), (letter) => letter.charCodeAt(0) / 255);
  const data = { images, pixels: 64, inUnit: true, shown: [] };
  const trainer = createTrainer(data, { ...FIRST, seed, rate }, backend);
  for (let n = 0; n < epochs * trainer.stepsInEpoch; n++) trainer.step();
  return Array.from(trainer.picture({ side: 3, since: 0 }).history);
}"""


def digits():
    return np.concatenate([load_dataset("digits", split).images for split in ("train", "test")])


def by_playground(node, images, seed, epochs=EPOCHS, backend="wasm"):
    sent = {"pixels": base64.b64encode(images.tobytes()).decode(), "seed": seed, "epochs": epochs}
    history = node.evaluate(TRAIN, sent | {"rate": RATE, "backend": backend})
    return np.array(history).reshape(-1, 3)


def by_library(images, seed):
    """Mean reconstruction and KL of the images of the last epoch, as they were trained on."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    config = ModelConfig(latent_dim=2, image_shape=(1, 8, 8))
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(64, WIDTH), nn.SiLU(), nn.Linear(WIDTH, 4))
    decoder = nn.Sequential(nn.Linear(2, WIDTH), nn.SiLU(), nn.Linear(WIDTH, 64), nn.Unflatten(1, (1, 8, 8)))
    model = VAE(config, encoder, decoder)
    adam = torch.optim.Adam(model.parameters(), lr=RATE)
    x = torch.from_numpy(images).float() / 255
    for _ in range(EPOCHS):
        found = []
        for batch in x[torch.randperm(len(x), generator=generator)].split(64):
            terms = elbo_terms(model, batch, generator)
            adam.zero_grad()
            training_loss(terms).backward()
            adam.step()
            found.append(-terms.elbo.detach())
    return torch.cat(found).mean().item()


def test_five_epochs_reach_what_the_library_reaches(node):
    images = digits()
    ours = np.mean([by_playground(node, images, seed)[-1, 1:].sum() for seed in (0, 1)])
    theirs = by_library(images, 0)
    assert len(images) == 1797
    assert abs(ours - theirs) < SPREAD_NATS, (ours, theirs)


def test_equal_seeds_repeat_and_plain_javascript_follows_webassembly(node):
    images = digits()[:256]
    one, again = (by_playground(node, images, 4, epochs=2) for _ in range(2))
    np.testing.assert_array_equal(one, again)
    np.testing.assert_allclose(by_playground(node, images, 4, epochs=2, backend="js"), one, rtol=1e-3)
