#!/usr/bin/env python3
"""Compares two engines on modules: docs/oracle.md.

    compare.py [--fuel N] ENGINE ENGINE MODULE.wasm...

An ENGINE is a command that speaks docs/engine-protocol.md. Each function that takes and returns numbers is called with
some arguments, and afterwards each memory is read. What an engine says depends on more than the specification is no
difference. Exit status 0: there was none; 1: there was one; 2: something could not be compared.
"""
import argparse
import json
import subprocess
import sys

NUMBERS = {
    "i32": ["0", "1", "7", str(2**31), str(2**32 - 1)],
    "i64": ["0", "1", "7", str(2**63), str(2**64 - 1)],
    "f32": ["0", str(0x3F800000), str(0x80000000), str(0x7F800000), str(0x00000001)],
    "f64": ["0", str(0x3FF0000000000000), str(1 << 63), str(0x7FF0000000000000), "1"],
}
# What has to be the same, and what it is where an answer has none.
TOLD = {"end": None, "results": [], "state": None}


class Failed(Exception):
    """Why nothing can be compared."""


class Engine:
    def __init__(self, command, fuel):
        self.program = subprocess.Popen(command, shell=True, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.fuel = {} if fuel is None else {"fuel": fuel}
        self.name = "an engine"
        self.name = self.ask(do="hello", protocol=1).get("engine", self.name)

    def ask(self, **request):
        try:
            self.program.stdin.write(json.dumps({"id": 1, **request, **self.fuel}) + "\n")
            self.program.stdin.flush()
        except (BrokenPipeError, ValueError):  # the latter once it has been forgotten
            self.forget()
        line = self.program.stdout.readline()
        if not line:
            raise Failed(f"{self.name} ended at {request['do']}")
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (request["do"] != "hello" and "end" not in answer):
            raise Failed(f"{self.name} answered {request['do']} with something else: {line.strip()}")
        return answer

    def forget(self):
        """Otherwise what was not written is tried once more at the end."""
        try:
            self.program.stdin.close()
        except BrokenPipeError:
            pass


def exports_of(module):
    """The exports, and the types that they name."""
    try:
        described = json.loads(subprocess.run(["modlink", "types", "--json", module], check=True, text=True,
                                              stdout=subprocess.PIPE).stdout)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failed(f"{module}: its types are not known: {error}")
    types = described["types"]
    return types[described["root"]["type"]]["exports"], types


def requests_of(module):
    """What is asked about a module, and in which words a difference is told."""
    yield "validation", {"do": "module", "module": 1, "file": module}
    yield "instantiation", {"do": "instantiate", "module": 1, "instance": 1}
    exports, types = exports_of(module)
    for export in exports:
        if export["kind"] != "func":
            continue
        type = {key: types[export["type"]][key] for key in ("params", "results")}
        if not all(each in NUMBERS for each in type["params"] + type["results"]):
            continue
        for i in range(len(NUMBERS["i32"])):
            # Not all the same, so that an order that is wrong is seen.
            args = [{"type": each, "value": NUMBERS[each][(i + j) % 5]} for j, each in enumerate(type["params"])]
            values = ", ".join(each["value"] for each in args)
            yield f"{export['name']}({values})", {"do": "invoke", "instance": 1, "path": [export["name"]], "args": args,
                                                  "type": type}
    for export in exports:
        if export["kind"] == "memory":
            yield f"memory {export['name']}", {"do": "read", "instance": 1, "path": [export["name"]]}


def compare(engines, module):
    """What came of it, and whether that was the same."""
    try:
        open(module, "rb").close()
    except OSError as error:
        raise Failed(f"{module}: {error.strerror}")
    for engine in engines:
        engine.ask(do="reset")
    count = 0
    for what, request in requests_of(module):
        answers = [engine.ask(**request) for engine in engines]
        causes = sorted({cause for answer in answers for cause in answer.get("nondeterminism", [])})
        if any(answer["end"] == "unsupported" for answer in answers):
            return f"{count} the same, then {what}: an engine cannot do it", True
        told = [{key: answer.get(key, default) for key, default in TOLD.items()} for answer in answers]
        if told[0] != told[1] and not causes:
            return "\n".join([f"DIFFERENT at {what}"] + [f"  {engine.name}: {each}" for engine, each in zip(engines, told)]), False
        if told[0] != told[1]:
            return f"{count} the same, then {what}: left open ({', '.join(causes)})", True
        count += 1
        if told[0]["end"] not in ("valid", "instantiated", "done", "trap"):
            break
    return f"{count} the same", True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fuel", type=int)
    parser.add_argument("engines", nargs=2, metavar="ENGINE")
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    options = parser.parse_args()
    engines = [Engine(command, options.fuel) for command in options.engines]
    good = True
    for module in options.modules:
        text, same = compare(engines, module)
        print(f"{module}: {text}", flush=True)
        good = good and same
    return 0 if good else 1


try:
    sys.exit(main())
except Failed as failed:
    print(failed, file=sys.stderr)
    sys.exit(2)
