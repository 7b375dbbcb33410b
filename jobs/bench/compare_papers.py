"""Prints what jobs/bench/papers has found beside what papers report, as Markdown.

Takes names of sweeps in conf/papers. Of each run that is there it takes the variant that is best on the validation
rows within the paper's budget, and the test error of that variant alone and of the dense model.
"""

import csv
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parents[2]
RUNS = HERE / "runs/papers"

# Of each sweep: what a paper reports, what it spends, and how its figures read.
PAPERS = {
    "lenet-300-100": [
        ("Han et al. 2015, weights", "nonzero", 22_217, "1.64 → 1.59 %", "12x fewer weights"),
    ],
    "lenet-5": [
        ("Han et al. 2015, weights", "nonzero", 35_923, "0.80 → 0.77 %", "12x fewer weights"),
    ],
    "lenet-5-channels": [
        ("BC-GHS, Louizos et al. 2017, channels", "macs", 158_000, "→ 1.0 %", "158 thousand multiply-adds"),
    ],
    "resnet-20": [
        (
            "Distiller, AGP on filters, rows and weights",
            "macs",
            24_720_000,
            "8.22 → 9.11 %",
            "24.7 million multiply-adds",
        ),
        ("SFP, He et al. 2018", "macs", 23_700_000, "7.80 → 9.17 %", "42.2 % fewer multiply-adds"),
    ],
}


def main(names):
    for name in names:
        runs = finished(name)
        print(f"## {name}\n")
        if not runs:
            print("No run has finished.\n")
            continue
        print(f"{len(runs)} seeds; test error, mean ± sample standard deviation.\n")
        print("| paper | its budget | its error | dense | pruned | difference | left |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for paper in PAPERS[name]:
            print(line(runs, *paper))
        print()
        print_all_rounds(runs)


def finished(name):
    seeds = sorted(RUNS.glob(f"{name}-[0-9]*/_SUCCESS"))
    return [success.parent for success in seeds]


def line(runs, paper, quantity, budget, theirs, words):
    dense, pruned, left = [], [], []
    for run in runs:
        frontier = json.loads((run / "frontier.json").read_text())
        within = [member for member in frontier["members"] if member[quantity] <= budget]
        if not within:
            return f"| {paper} | {words} | {theirs} | | none within the budget in {run.name} | | |"
        best = max(within, key=lambda member: (member["val_accuracy"], -member[quantity]))
        dense.append(test_error(run, frontier["dense"]))
        pruned.append(test_error(run, best))
        left.append(best[quantity])
    change = [after - before for before, after in zip(dense, pruned)]
    return (
        f"| {paper} | {words} | {theirs} | {spread(dense)} % | {spread(pruned)} % | {spread(change, '+')} "
        f"| {statistics.mean(left):,.0f} {quantity} |"
    )


def test_error(run, variant):
    """In percent; measured now where the sweep itself had no reason to look."""
    accuracy = variant["test_accuracy"]
    if accuracy is None:
        accuracy = evaluated(run, variant["variant"])
    return 100 * (1 - accuracy)


def evaluated(run, variant):
    data = next(line.split("source:")[1].strip().strip("\"'") for line in data_lines(run))
    out = subprocess.run(
        [HERE / "jobs/espalier", "evaluate", run / "models" / variant / "model.zip", "--data", data],
        cwd=HERE,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(out.stdout.splitlines()[-1])["accuracy"]


def data_lines(run):
    lines = (run / "sweep.yaml").read_text().splitlines()
    return [line for line in lines if "source:" in line and "data/" in line]


def print_all_rounds(runs):
    """Validation error of every search path after each of its rounds."""
    errors, costs = {}, {}
    for run in runs:
        for row in table(run / "results.csv"):
            if row["kind"] not in ("round", "from-scratch") or row["status"] != "done":
                continue
            path = (row["granularity"], row["criterion"], row["normalizer"], row["ranking"])
            if row["kind"] == "from-scratch":
                path = (row["granularity"], "from scratch", "", "")
            at = float(row["sparsity"])
            errors.setdefault(path, {}).setdefault(at, []).append(100 * (1 - float(row["val_accuracy"])))
            costs.setdefault(path, {}).setdefault(at, []).append(float(row["macs"]))
    sparsities = sorted({at for found in errors.values() for at in found})
    print(
        "Validation error in percent, and multiply-adds of the network, after each round, by the share of weights or "
        "channels removed:\n"
    )
    print("| removed by | " + " | ".join(f"{at:.0%}" for at in sparsities) + " |")
    print("| --- |" + " --- |" * len(sparsities))
    for path, found in sorted(errors.items()):
        cells = [cell(found.get(at), costs[path].get(at)) for at in sparsities]
        print(f"| {' '.join(filter(None, path))} | " + " | ".join(cells) + " |")
    print()


def cell(errors, macs):
    return f"{spread(errors)} at {statistics.mean(macs) / 1e6:.2f} M" if errors else ""


def spread(values, sign=""):
    if len(values) < 2:
        return f"{values[0]:{sign}.2f}"
    return f"{statistics.mean(values):{sign}.2f} ± {statistics.stdev(values):.2f}"


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


main(sys.argv[1:])
