"""Small random networks that together use every operation of the engine, and their files, without the exporter."""

import json

import torch
from safetensors.numpy import save
from torch import nn

from vae_core.graph.chain import upgraded


def smooth_decoder(latent_dim=2):
    """Logits of pictures (N, 1, 3, 4), the same at every call."""
    torch.manual_seed(1)
    body = nn.Sequential(nn.Linear(latent_dim, 16), nn.LayerNorm(16), nn.SiLU(), nn.Linear(16, 12))
    return nn.Sequential(body, nn.Unflatten(1, (1, 3, 4)))


class Residual(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.f = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.f(x)


class ChannelNorm(nn.LayerNorm):
    """LayerNorm over the channels of each position of (N, C, H, W)."""

    def forward(self, x):
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


class SoftClamp(nn.Module):
    def __init__(self, limit, start):
        super().__init__()
        self.limit, self.start = limit, start

    def forward(self, x):
        head, tail = x[:, : self.start], x[:, self.start :]
        return torch.cat([head, self.limit * torch.tanh(tail / self.limit)], dim=1)


class Flow(nn.Module):
    """mu and log-variance through couplings that see a context: [mu, logvar, context] (N, 2 D + H) -> (N, 2 D)."""

    def __init__(self, dims, *nets):
        super().__init__()
        self.dims, self.nets = dims, nn.ModuleList(nets)

    def forward(self, x):
        mu, logvar, context = x[:, : self.dims], x[:, self.dims : 2 * self.dims], x[:, 2 * self.dims :]
        for i, net in enumerate(self.nets):
            moved = (torch.arange(self.dims) + i) % 2 == 1
            shift, scale = net(torch.cat([torch.where(moved, 0, mu), context], 1)).chunk(2, 1)
            scale = torch.where(moved, 2 * torch.tanh(scale / 2), 0)
            mu = torch.where(moved, (mu + shift) * scale.exp(), mu)
            logvar = logvar + 2 * scale
        return torch.cat([mu, logvar], 1)


ACTS = {
    nn.SiLU: "silu",
    nn.ReLU: "relu",
    nn.GELU: "gelu",
    nn.ELU: "elu",
    nn.Tanh: "tanh",
    nn.Sigmoid: "sigmoid",
    nn.Softplus: "softplus",
}


def operations(layers, tensors):
    """The op list of torch layers by their meaning, independent of the exporter; fills `tensors`."""
    return [_operation(layer, tensors) for layer in layers]


def _operation(layer, tensors):
    kinds = {
        nn.Linear: "linear",
        nn.Conv2d: "conv",
        nn.ConvTranspose2d: "conv_transpose",
        nn.LayerNorm: "layer_norm",
        ChannelNorm: "layer_norm",
    }
    if type(layer) in kinds:
        op = {"op": kinds[type(layer)]}
        for key in ("weight", "bias"):
            op[key] = f"t{len(tensors)}"
            tensors[op[key]] = getattr(layer, key).detach().numpy()
        if "conv" in op["op"]:
            op |= {"stride": layer.stride[0], "padding": layer.padding[0]}
        return op | ({"eps": layer.eps} if op["op"] == "layer_norm" else {})
    match layer:
        case Residual():
            return {"op": "residual", "ops": operations(layer.f, tensors)}
        case nn.Unflatten():
            return {"op": "reshape", "shape": list(layer.unflattened_size)}
        case nn.Flatten():
            return {"op": "flatten"}
        case nn.Upsample():
            return {"op": "upsample", "factor": int(layer.scale_factor)}
        case SoftClamp():
            return {"op": "soft_clamp", "limit": layer.limit, "start": layer.start}
        case Flow():
            nets = [operations(net, tensors) for net in layer.nets]
            return {"op": "couplings", "dims": layer.dims, "nets": nets}
    return {"op": "act", "fn": ACTS[type(layer)]}


def small_model(decoder, encoder, latent_dim, image_shape):
    tensors = {}
    spec = {
        "name": "small",
        "digest": "0",
        "latent_dim": latent_dim,
        "image_shape": list(image_shape),
        "likelihood": "bernoulli",
        "decoder": operations(decoder, tensors),
    }
    if encoder:
        spec["encoder"] = operations(encoder, tensors)
    spec = upgraded(spec, {name: value.shape for name, value in tensors.items()})
    return save(tensors, metadata={"kind": "model", "spec": json.dumps(spec)})


def mlp(act):
    torch.manual_seed(0)
    decoder = nn.Sequential(
        nn.Linear(3, 33), act(), Residual(nn.LayerNorm(33), nn.Linear(33, 33), act()), nn.Linear(33, 35), nn.Sigmoid()
    )
    encoder = nn.Sequential(
        nn.Flatten(), nn.Linear(35, 30), act(), nn.LayerNorm(30), nn.Linear(30, 6), SoftClamp(1.5, 3)
    )
    return decoder, encoder, 3, (1, 5, 7)


def conv():
    torch.manual_seed(1)
    block = Residual(ChannelNorm(6), nn.Conv2d(6, 6, 3, padding=1), nn.SiLU(), nn.Conv2d(6, 6, 1))
    decoder = nn.Sequential(
        nn.Linear(5, 6 * 12),
        nn.Unflatten(1, (6, 3, 4)),
        block,
        nn.ConvTranspose2d(6, 7, 4, 2, 1),
        nn.SiLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(7, 2, 3, padding=1),
        nn.Sigmoid(),
    )
    encoder = nn.Sequential(
        nn.Conv2d(2, 5, 3, 2, 1),
        nn.GELU(),
        nn.Conv2d(5, 9, 5, 3, 0),
        ChannelNorm(9),
        nn.Flatten(),
        nn.Linear(18, 10),
        SoftClamp(4, 5),
    )
    return decoder, encoder, 5, (2, 12, 16)


def flow(dims, context):
    """An encoder whose posterior goes through three couplings, the last one with another activation."""
    torch.manual_seed(3)
    nets = [
        nn.Sequential(nn.Linear(dims + context, 9), act(), nn.Linear(9, 2 * dims))
        for act in (nn.SiLU, nn.SiLU, nn.Tanh)
    ]
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(15, 2 * dims + context), SoftClamp(3, dims), Flow(dims, *nets))
    return nn.Sequential(nn.Linear(dims, 15), nn.Sigmoid()), encoder, dims, (1, 3, 5)


def transposed(kernel, stride, padding):
    """A transposed convolution alone, then a plain one to a single channel."""
    torch.manual_seed(2)
    decoder = nn.Sequential(
        nn.Linear(2, 45),
        nn.Unflatten(1, (5, 3, 3)),
        nn.ConvTranspose2d(5, 3, kernel, stride, padding),
        nn.ReLU(),
        nn.Conv2d(3, 1, 3, 2, 2),
        nn.Sigmoid(),
    )
    shape = tuple(decoder(torch.zeros(1, 2)).shape[1:])
    return decoder, None, 2, shape


SMALL = (
    {f"mlp {name}": lambda act=act: mlp(act) for act, name in ACTS.items()}
    | {"conv": conv}
    | {
        f"flow {dims} {context}": lambda dims=dims, context=context: flow(dims, context)
        for dims, context in [(2, 5), (5, 3), (3, 0)]
    }
    | {
        f"transposed k{k} s{s} p{p}": lambda k=k, s=s, p=p: transposed(k, s, p)
        for k, s, p in [
            (4, 2, 1),
            (3, 2, 1),
            (5, 2, 1),
            (5, 2, 2),
            (3, 1, 1),
            (2, 2, 0),
            (1, 2, 0),
            (5, 3, 0),
            (2, 3, 0),
            (3, 1, 0),
        ]
    }
)
