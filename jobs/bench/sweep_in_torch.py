"""A sweep by Torch-Pruning and Ray Tune, for jobs/bench/peers:

    sweep_in_torch.py FOLDER per-target|per-path OUT.json

FOLDER holds the dense model, the rows and task.json. With per-target each criterion, order and target is a trial of its
own that begins with the dense model, as sweeps are usually written; with per-path each criterion and order is one
trial, which goes from target to target and reports a checkpoint a round. Both take channels away and train as Espalier
does: as many of each layer, over as many rows. OUT.json lists what each model that was reported costs, and how it
answers the validation rows.
"""

import json
import math
import os
import pathlib
import random
import sys
import tempfile

import numpy
import ray
import torch
import torch_pruning
from ray import tune
from torch.nn import functional

from prune_in_torch import cost, ratio_alike, with_weights
from train_in_torch import lenet

CORES = 2
SIDE = 28
SCORED_AT_ONCE = 256
IMPORTANCES = {
    "l1": lambda: torch_pruning.importance.GroupMagnitudeImportance(p=1),
    "l2": lambda: torch_pruning.importance.GroupMagnitudeImportance(p=2),
    "taylor": torch_pruning.importance.GroupTaylorImportance,
    "random": torch_pruning.importance.RandomImportance,
}


class Task:
    """What is to be swept, and the rows and the model that it begins with."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.wanted = json.loads((self.folder / "task.json").read_text())

    def dense(self):
        net = lenet()
        arrays = {each["name"]: self.array(each) for each in self.wanted["parameters"]}
        names = [name.removesuffix("_W") for name in arrays if name.endswith("_W")]
        with torch.no_grad():
            for name, layer in zip(names, with_weights(net), strict=True):
                weight = arrays[f"{name}_W"]
                # Espalier's matrices are [in, out].
                layer.weight.copy_(weight if weight.dim() == 4 else weight.T)
                layer.bias.copy_(arrays[f"{name}_b"].flatten())
        return net

    def array(self, parameter):
        values = numpy.fromfile(self.folder / parameter["name"], numpy.float32)
        return torch.from_numpy(values).reshape(parameter["shape"])

    def rows(self, name):
        images = numpy.fromfile(self.folder / f"{name}.images", numpy.float32).reshape(-1, 1, SIDE, SIDE)
        labels = numpy.fromfile(self.folder / f"{name}.labels", numpy.uint8).astype(numpy.int64)
        return torch.from_numpy(images), torch.from_numpy(labels)


def rounds(order, targets, layers):
    """Which layers a round takes channels from, and up to which share."""
    in_turn = layers if order == "front-to-back" else layers[::-1]
    for target in targets:
        for touched in [layers] if order == "together" else [[layer] for layer in in_turn]:
            yield target, touched


class Path:
    """A model that is pruned and trained round by round; each round trains over the next shard."""

    def __init__(self, task, criterion):
        self.task, self.wanted, self.criterion = task, task.wanted, criterion
        torch.manual_seed(self.wanted["seed"])
        self.net = task.dense()
        self.layers = with_weights(self.net)[:-1]
        self.channels = {layer: layer.weight.shape[0] for layer in self.layers}
        self.validation = task.rows("validation")
        order = list(range(self.wanted["shards"]))
        random.Random(self.wanted["seed"]).shuffle(order)
        self.order = order
        self.done = 0

    def round(self, target, touched):
        shard = self.task.rows(f"shard-{self.order[self.done % len(self.order)]}")
        self.done += 1
        self.prune(target, touched, shard)
        self.train(shard)

    def prune(self, target, touched, shard):
        images, labels = (rows[: self.wanted["calibration_rows"]] for rows in shard)
        pruner = torch_pruning.pruner.BasePruner(
            self.net,
            images[:1],
            importance=IMPORTANCES[self.criterion](),
            pruning_ratio=0,
            pruning_ratio_dict={layer: self.ratio(layer, target) for layer in touched},
            ignored_layers=with_weights(self.net)[-1:],
        )
        if self.criterion == "taylor":
            self.net.zero_grad()
            functional.cross_entropy(self.net(images), labels).backward()
        pruner.step()
        self.net.zero_grad()

    def ratio(self, layer, target):
        """Of the channels that are left, so that as many stay as Espalier keeps of all."""
        kept = self.channels[layer] - math.floor(target * self.channels[layer] + 0.5)
        return 1 - (kept + 0.5) / layer.weight.shape[0]

    def train(self, shard):
        images, labels = shard
        self.net.train()
        optimizer = torch.optim.SGD(
            self.net.parameters(), lr=self.wanted["learning_rate"], momentum=0.9, nesterov=True
        )
        for rows in torch.randperm(len(images)).split(self.wanted["batch"]):
            optimizer.zero_grad()
            functional.cross_entropy(self.net(images[rows]), labels[rows]).backward()
            optimizer.step()

    def scored(self):
        images, labels = self.validation
        self.net.eval()
        with torch.inference_mode():
            right = sum(
                (self.net(some).argmax(1) == answers).sum().item()
                for some, answers in zip(images.split(SCORED_AT_ONCE), labels.split(SCORED_AT_ONCE))
            )
        return {"val_accuracy": right / len(labels), **cost(self.net, images[:1])}

    def report(self):
        with tempfile.TemporaryDirectory() as folder:
            torch.save(self.net, pathlib.Path(folder) / "model.pt")
            tune.report(self.scored(), checkpoint=tune.Checkpoint.from_directory(folder))


def trial(config):
    torch.set_num_threads(1)
    task = Task(config["folder"])
    path = Path(task, config["criterion"])
    last = config.get("target")
    targets = [target for target in task.wanted["targets"] if last is None or target <= last]
    for target, touched in rounds(config["order"], targets, path.layers):
        path.round(target, touched)
        if last is None:
            path.report()
    if last is not None:
        path.report()


def main(folder, way, out):
    wanted = Task(folder).wanted
    space = {
        "folder": folder,
        "criterion": tune.grid_search(wanted["criteria"]),
        "order": tune.grid_search(wanted["orders"]),
    }
    if way == "per-target":
        space["target"] = tune.grid_search(wanted["targets"])
    here = str(pathlib.Path(__file__).parent)
    ray.init(
        num_cpus=CORES,
        include_dashboard=False,
        logging_level="ERROR",
        runtime_env={"env_vars": {"PYTHONPATH": here, "OMP_NUM_THREADS": os.environ["OMP_NUM_THREADS"]}},
    )
    tuner = tune.Tuner(
        tune.with_resources(trial, {"cpu": 1}),
        param_space=space,
        run_config=tune.RunConfig(storage_path=os.path.join(folder, "ray"), name=way, verbose=0),
    )
    results = tuner.fit()
    if results.errors:
        raise results.errors[0]
    columns = ["val_accuracy", "macs", "parameters"]
    models = [model for each in results for model in each.metrics_dataframe[columns].to_dict("records")]
    pathlib.Path(out).write_text(json.dumps(models))


if __name__ == "__main__":
    main(*sys.argv[1:])
