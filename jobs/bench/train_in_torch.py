"""Images a second of PyTorch as it is usually written, for jobs/bench/engine:

    train_in_torch.py NET PROCESSES WARM_UP COUNTED

Processes of one thread each train, and ask, a model of their own. Prints one JSON object: the network's parameters,
and images a second of all processes together, by phase and batch.
"""

import json
import sys
import time

import torch
import torch.multiprocessing as processes
from torch import nn
from torch.nn import functional

CLASSES = 10
SEED = 1
BATCHES = (1, 64)


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al. 2016); a 1x1 convolution where the shape changes."""

    def __init__(self, before, after, stride):
        super().__init__()
        self.first = nn.Sequential(*convolved(before, after, 3, stride), nn.ReLU(inplace=True))
        self.second = nn.Sequential(*convolved(after, after, 3, 1))
        narrows = stride > 1
        self.shortcut = nn.Sequential(*convolved(before, after, 1, stride)) if narrows else nn.Identity()

    def forward(self, x):
        return functional.relu(self.second(self.first(x)) + self.shortcut(x), inplace=True)


def convolved(before, after, kernel, stride):
    return nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(after)


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 20, 5),
        nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(800, 500),
        nn.ReLU(inplace=True),
        nn.Linear(500, CLASSES),
    )


def vgg_small():
    layers, before = [], 3
    for after in (64, 128, 256):
        for _ in range(2):
            layers += [*convolved(before, after, 3, 1), nn.ReLU(inplace=True)]
            before = after
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(4096, CLASSES))


def resnet_20():
    layers, before = [*convolved(3, 16, 3, 1), nn.ReLU(inplace=True)], 16
    for after in (16, 32, 64):
        for block in range(3):
            layers.append(Block(before, after, 2 if after > 16 and block == 0 else 1))
            before = after
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, CLASSES))


NETS = {
    "lenet": (lenet, (1, 28, 28)),
    "vgg-small": (vgg_small, (3, 32, 32)),
    "resnet-20": (resnet_20, (3, 32, 32)),
}


class Work:
    """Images of noise, as the bytes that files have."""

    def __init__(self, name, batch):
        torch.manual_seed(SEED)
        build, shape = NETS[name]
        self.net = build()
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=0.001, momentum=0.9, nesterov=True)
        self.batch = batch
        self.images = torch.randint(0, 256, (16 * batch, *shape), dtype=torch.uint8)
        self.labels = torch.randint(0, CLASSES, (16 * batch,))

    def train(self):
        """A pass over all rows in another order."""
        self.net.train()
        order = torch.randperm(len(self.images))
        for rows in order.split(self.batch):
            self.optimizer.zero_grad()
            loss = functional.cross_entropy(self.net(self.floats(rows)), self.labels[rows])
            loss.backward()
            self.optimizer.step()
            loss.item()
        return len(self.images)

    def ask(self):
        """How a batch is answered."""
        self.net.eval()
        rows = torch.arange(self.batch)
        with torch.inference_mode():
            answers = self.net(self.floats(rows))
            functional.cross_entropy(answers, self.labels[rows]).item()
            (answers.argmax(1) == self.labels[rows]).sum().item()
        return self.batch

    def floats(self, rows):
        return self.images[rows].float().div_(255)


def rate(work, seconds):
    images, start = 0, time.perf_counter()
    while True:
        images += work()
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return images / elapsed


def measure(name, warm_up, counted, together, rates):
    torch.set_num_threads(1)
    measured = {}
    for batch in BATCHES:
        work = Work(name, batch)
        for phase, once in (("training", work.train), ("inference", work.ask)):
            rate(once, warm_up)
            together.wait()
            measured[f"{phase}_{batch}"] = rate(once, counted)
    rates.put(measured)


def parameters(net):
    """Those of batch norms' running statistics among them, as Espalier counts."""
    return sum(values.numel() for values in net.state_dict().values() if values.is_floating_point())


def main(name, count, warm_up, counted):
    context = processes.get_context("spawn")
    together, rates = context.Barrier(count), context.Queue()
    arguments = (name, warm_up, counted, together, rates)
    workers = [context.Process(target=measure, args=arguments) for _ in range(count)]
    for worker in workers:
        worker.start()
    all_rates = [rates.get() for _ in workers]
    for worker in workers:
        worker.join()
    totals = {key: sum(each[key] for each in all_rates) for key in all_rates[0]}
    totals["parameters"] = parameters(NETS[name][0]())
    print(json.dumps(totals), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
