"""Prunes networks with Torch-Pruning, for the benches that compare Espalier with it.

Says "ready", then reads one request a line, a JSON object, and answers with another:

    {"net": {"image": [3, 32, 32], "input": "image", "nodes": [...]}, "ratio": 0.5, "alike": true}

The network is built anew, pruned once, and counted before and after. "alike" asks for as many channels as
Espalier keeps, n - round(ratio * n); otherwise Torch-Pruning keeps int(n * (1 - ratio)). A request with "save"
in place of the others writes the network to that file, and

    prune_in_torch.py IN.pt OUT.pt RATIO

prunes such a file and ends, as a user's script does.
"""

import json
import math
import sys
import time

import torch
import torch_pruning
from torch import nn
from torch.nn import functional

WITH_WEIGHTS = (nn.Conv2d, nn.Linear)


class Net(nn.Module):
    """A network as a list of nodes, each behind those that flow into it."""

    def __init__(self, input, nodes):
        super().__init__()
        self.input = input
        self.nodes = nodes
        self.layers = nn.ModuleDict(
            {str(i): layer for i, node in enumerate(nodes) if (layer := layer_of(node)) is not None}
        )

    def forward(self, image):
        values = {self.input: image}
        for i, node in enumerate(self.nodes):
            inputs = [values[name] for name in node["inputs"]]
            layer = self.layers[str(i)] if str(i) in self.layers else None
            value = activated(node, passed(node, layer, inputs))
            values[node["name"]] = value
        return value


def layer_of(node):
    match node["kind"]:
        case "convolution":
            return nn.Conv2d(
                node["in"],
                node["out"],
                node["kernel"],
                node["stride"],
                node["padding"],
                node["dilation"],
                groups=node["groups"],
                bias=node["bias"],
            )
        case "dense":
            return nn.Linear(node["in"], node["out"], node["bias"])
        case "batch-norm":
            return nn.BatchNorm2d(node["out"])
    return None


def passed(node, layer, inputs):
    x = inputs[0]
    match node["kind"]:
        case "convolution":
            return layer(padded(node, x))
        case "dense" | "batch-norm":
            return layer(x)
        case "max" | "avg":
            pool = functional.max_pool2d if node["kind"] == "max" else functional.avg_pool2d
            return pool(padded(node, x), node["kernel"], node["stride"], node["padding"])
        case "global-max":
            return x.amax((2, 3))
        case "global-avg":
            return x.mean((2, 3))
        case "pad":
            return functional.pad(x, node["padding"])
        case "flatten":
            return x.flatten(1)
        case "add":
            return sum(inputs[1:], x)
        case "merge":
            return torch.cat(inputs, 1)
        case "pass":
            return x
    raise ValueError(f"no such kind of node: {node['kind']}")


def padded(node, x):
    """Pads as DL4J's mode "same" does, the odd row and column behind."""
    if not node["same"]:
        return x
    padding = []
    for size, kernel, stride in zip(x.shape[:1:-1], node["kernel"][::-1], node["stride"][::-1]):
        missing = max(0, (math.ceil(size / stride) - 1) * stride + kernel - size)
        padding += [missing // 2, missing - missing // 2]
    return functional.pad(x, padding)


def activated(node, x):
    match node["activation"]:
        case "relu":
            return x.relu()
        case "sigmoid":
            return x.sigmoid()
        case "softmax":
            return x.softmax(1)
        case "identity":
            return x
    raise ValueError(f"no such activation: {node['activation']}")


def with_weights(net):
    return [layer for layer in net.modules() if isinstance(layer, WITH_WEIGHTS)]


def pruner_of(net, image, ratio, ratios=None):
    return torch_pruning.pruner.MagnitudePruner(
        net,
        image,
        importance=torch_pruning.importance.MagnitudeImportance(p=1),
        pruning_ratio=ratio,
        pruning_ratio_dict=ratios,
        ignored_layers=with_weights(net)[-1:],
    )


def net_of(wiring):
    return Net(wiring["input"], wiring["nodes"]).eval()


def answer(request):
    return save(request) if "save" in request else prune(request)


def save(request):
    wiring = request["net"]
    torch.save({"net": net_of(wiring), "image": wiring["image"]}, request["save"])
    return {}


def prune_file(before, after, ratio):
    saved = torch.load(before, weights_only=False)
    net, image = saved["net"], torch.randn(1, *saved["image"])
    pruner_of(net, image, float(ratio)).step()
    torch.save(net, after)


def prune(request):
    wiring = request["net"]
    net = net_of(wiring)
    image = torch.randn(1, *wiring["image"])
    before = cost(net, image)
    ratios = {layer: ratio_alike(layer, request["ratio"]) for layer in with_weights(net)[:-1]}
    start = time.perf_counter()
    pruner = pruner_of(net, image, request["ratio"], ratios if request["alike"] else None)
    planned = time.perf_counter()
    pruner.step()
    pruned = time.perf_counter()
    return {
        "plan": planned - start,
        "prune": pruned - planned,
        "before": before,
        "after": cost(net, image),
    }


def ratio_alike(layer, ratio):
    """A ratio at which int(n * (1 - ratio)) channels are as many as Espalier keeps."""
    channels = layer.weight.shape[0]
    kept = channels - math.floor(ratio * channels + 0.5)
    return 1 - (kept + 0.5) / channels


def cost(net, image):
    """Counts as Espalier does: batch norms' statistics are parameters; multiply-adds are those of
    convolutions and dense layers, without biases."""
    macs = 0

    def count(layer, inputs, output):
        nonlocal macs
        macs += layer.weight.numel() * math.prod(output.shape[2:])

    hooks = [
        layer.register_forward_hook(count)
        for layer in net.modules()
        if isinstance(layer, WITH_WEIGHTS)
    ]
    with torch.no_grad():
        net(image)
    for hook in hooks:
        hook.remove()
    stored = [*net.parameters(), *(array for array in net.buffers() if array.dim() > 0)]
    return {"parameters": sum(array.numel() for array in stored), "macs": macs}


def main(words):
    torch.set_num_threads(1)
    if words:
        prune_file(*words)
        return
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
