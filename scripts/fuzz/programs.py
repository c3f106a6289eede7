"""Makes random programs judged by TensorFlow, one JSON line a program after a line about the file.

    python scripts/fuzz/programs.py --seed 1 --count 10000 --out programs.jsonl.gz
        [--only math.lgamma,pow [--nothing-else]] [--control 0.2] [--no-gradients] [--small]

A program: leaves (dtype, shape, bytes), steps (operation, arguments by position and by name, bounds
or the error TensorFlow raised), the value of each output, the values of the last outputs for other
leaves, first and second gradients of weighted sums of the last outputs. Program k has seed
SEED + k, whatever the others are. Written with TensorFlow 2.21, one thread. A worker makes the
programs, because some wrong calls end TensorFlow's process; then the next seed goes on.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile


def worker(args):
    """Makes programs one by one onto a file."""
    from assemble import make_program

    only = args.only.split(",") if args.only else None
    with open(args.out, "a", encoding="utf-8") as file:
        for seed in range(args.seed, args.seed + args.count):
            file.write(f"#{seed}\n")
            file.flush()
            program = make_program(seed, only, args.control, not args.no_gradients,
                                   args.small, args.nothing_else)
            file.write(json.dumps(program, separators=(",", ":"), ensure_ascii=False) + "\n")
            file.flush()


def about(args):
    """The first line: how the file was made."""
    from importlib.metadata import PackageNotFoundError, version

    versions = {}
    for name in ["tensorflow", "tensorflow-cpu", "numpy", "ml_dtypes"]:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            pass
    options = {k: v for k, v in vars(args).items() if k not in ("out", "worker")}
    return json.dumps({"about": {**versions, **options}}) + "\n"


def main():
    """Reads the options and sees the workers through."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--control", type=float, default=0.2)
    parser.add_argument("--no-gradients", action="store_true")
    parser.add_argument("--nothing-else", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--worker", action="store_true")
    args = parser.parse_args()
    if args.worker:
        worker(args)
        return
    seed, end, ended = args.seed, args.seed + args.count, []
    with tempfile.TemporaryDirectory() as folder:
        part = os.path.join(folder, "part.jsonl")
        open(part, "w", encoding="utf-8").close()
        while seed < end:
            count = min(500, end - seed)  # a new process now and then: TensorFlow keeps memory
            command = [sys.executable, os.path.abspath(__file__), "--worker", "--seed", str(seed),
                       "--count", str(count), "--out", part, "--only", args.only,
                       "--control", str(args.control)]
            command += ["--no-gradients"] if args.no_gradients else []
            command += ["--nothing-else"] if args.nothing_else else []
            command += ["--small"] if args.small else []
            done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
            if done.returncode == 0:
                seed += count
                continue
            with open(part, encoding="utf-8") as file:
                last = [line for line in file if line.startswith("#")][-1]
            ended.append((int(last[1:]), done.returncode, done.stderr.strip()[-1500:]))
            print("ended:", *ended[-1], file=sys.stderr)
            seed = int(last[1:]) + 1
        zipped = args.out.endswith(".gz")
        opener = gzip.GzipFile(args.out, "wb", mtime=0) if zipped else open(args.out, "wb")
        written = 0
        with open(part, encoding="utf-8") as file, opener as out:
            out.write(about(args).encode())
            for line in file:
                if not line.startswith("#"):
                    out.write(line.encode())
                    written += 1
    print(f"{written} programs, {len(ended)} seeds ended TensorFlow's process")


if __name__ == "__main__":
    main()
