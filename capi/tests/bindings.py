"""The C API from Python, by ctypes alone.

    python3 capi/tests/bindings.py libmodlink.so

What the engines' differential harnesses do: instantiate bytes, call an export, read globals and memories, tell traps
from exceptions. Exit status 0: all of it is as it should be.
"""
import ctypes
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, Union, byref, c_char_p, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p

lib = ctypes.CDLL(sys.argv[1])

I32, I64, F32, F64, V128, EXTERNREF, FUNCREF = 0, 1, 2, 3, 4, 128, 129
OK, TRAP, EXCEPTION, MALFORMED, INVALID, UNLINKABLE, LIMIT, OUT_OF_FUEL, INTERRUPTED = range(9)
TRAP_INTEGER_DIVIDE_BY_ZERO = 2
EVENT_INSTANTIATE, EVENT_CALL, EVENT_CALL_HOST, EVENT_RETURN, EVENT_MEMORY, EVENT_TABLE, EVENT_GLOBAL = range(7)


class Payload(Union):
    _fields_ = [("i32", ctypes.c_int32), ("i64", ctypes.c_int64), ("f32", ctypes.c_float), ("f64", ctypes.c_double),
                ("v128", c_uint8 * 16), ("ref", c_void_p)]


class Val(Structure):
    _fields_ = [("kind", c_uint8), ("of", Payload)]


class Event(Structure):
    _fields_ = [("kind", c_uint8), ("index", c_uint32), ("instance", c_uint64), ("values", POINTER(Val)),
                ("value_count", c_size_t), ("left_out", c_uint64), ("address", c_uint64), ("count", c_uint64),
                ("bytes", c_void_p)]


class Vec(Structure):
    _fields_ = [("size", c_size_t), ("data", c_void_p)]


def function(name, result, *params):
    found = getattr(lib, name)
    found.restype = result
    found.argtypes = params
    return found


engine_new = function("wasm_engine_new", c_void_p)
engine_delete = function("wasm_engine_delete", None, c_void_p)
store_delete = function("wasm_store_delete", None, c_void_p)
store_hash = function("modlink_store_hash", c_uint64, c_void_p)
config_new = function("wasm_config_new", c_void_p)
config_delete = function("wasm_config_delete", None, c_void_p)
store_new_with_config = function("modlink_store_new", c_void_p, c_void_p, c_void_p)
store_instance = function("modlink_store_instance", c_void_p, c_void_p, c_uint64)
module_new = function("modlink_module_new", c_void_p, c_void_p, c_char_p, c_size_t, c_char_p, POINTER(c_void_p))
linker_new = function("modlink_linker_new", c_void_p, c_void_p)
linker_define = function("modlink_linker_define", ctypes.c_bool, c_void_p, c_char_p, c_char_p, c_void_p)
linker_instantiate = function("modlink_linker_instantiate", c_void_p, c_void_p, c_void_p, POINTER(c_void_p))
call_export = function("modlink_call_export", c_void_p, c_void_p, POINTER(c_char_p), c_size_t, POINTER(Val), c_size_t)
export = function("modlink_export", c_void_p, c_void_p, POINTER(c_char_p), c_size_t)
outcome_kind = function("modlink_outcome_kind", c_uint8, c_void_p)
outcome_trap_code = function("modlink_outcome_trap_code", c_uint8, c_void_p)
outcome_message = function("modlink_outcome_message", c_char_p, c_void_p)
outcome_values = function("modlink_outcome_values", POINTER(Val), c_void_p, POINTER(c_size_t))
outcome_delete = function("modlink_outcome_delete", None, c_void_p)
global_get = function("modlink_global_get", None, c_void_p, POINTER(Val))
memory_next = function("modlink_memory_next", ctypes.c_bool, c_void_p, POINTER(c_uint64), POINTER(c_void_p),
                       POINTER(c_size_t))
extern_as_global = function("wasm_extern_as_global", c_void_p, c_void_p)
extern_as_memory = function("wasm_extern_as_memory", c_void_p, c_void_p)
extern_delete = function("wasm_extern_delete", None, c_void_p)
valtype_new = function("wasm_valtype_new", c_void_p, c_uint8)
valtype_vec_new = function("wasm_valtype_vec_new", None, POINTER(Vec), c_size_t, POINTER(c_void_p))
functype_new = function("wasm_functype_new", c_void_p, POINTER(Vec), POINTER(Vec))
functype_delete = function("wasm_functype_delete", None, c_void_p)
Callback = CFUNCTYPE(c_void_p, c_void_p, POINTER(Val), c_size_t, POINTER(Val), c_size_t)
Log = CFUNCTYPE(None, c_void_p, POINTER(Event))
config_set_log = function("modlink_config_set_log", ctypes.c_bool, c_void_p, Log, c_void_p, c_void_p)
instance_same = function("wasm_instance_same", ctypes.c_bool, c_void_p, c_void_p)
instance_delete = function("wasm_instance_delete", None, c_void_p)
func_new = function("modlink_func_new", c_void_p, c_void_p, c_void_p, Callback, c_void_p, c_void_p)
func_as_extern = function("wasm_func_as_extern", c_void_p, c_void_p)


def path_of(*names):
    return (c_char_p * len(names))(*[name.encode() for name in names]), len(names)


def result_of(outcome):
    """The kind, what goes with it, and the message."""
    count = c_size_t()
    vals = outcome_values(outcome, byref(count))
    fields = {I32: "i32", I64: "i64", F32: "f32", F64: "f64"}
    numbers = [getattr(vals[i].of, fields[vals[i].kind]) for i in range(count.value) if vals[i].kind in fields]
    result = (outcome_kind(outcome), outcome_trap_code(outcome), numbers, outcome_message(outcome).decode())
    outcome_delete(outcome)
    return result


def val_types(*kinds):
    vec = Vec()
    valtype_vec_new(byref(vec), len(kinds), (c_void_p * len(kinds))(*[valtype_new(kind) for kind in kinds]))
    return vec


def check(condition):
    if not condition:
        raise AssertionError("not so")


TEXT = b"""(module
  (import "host" "twice" (func $twice (param i32) (result i32)))
  (tag $e (param i64))
  (memory (export "mem") 4) (global $n (export "n") (mut i32) (i32.const 0))
  (module $M (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (instance $m (instantiate $M)) (export "m" (instance $m))
  (func (export "f") (param i32) (result i32)
    (global.set $n (call $twice (local.get 0))) (i32.store8 (i32.const 70000) (global.get $n)) (global.get $n))
  (func (export "div") (drop (i32.div_u (i32.const 1) (i32.const 0))))
  (func (export "throw") (throw $e (i64.const -2))))"""


def load(store, content):
    module = c_void_p()
    return result_of(module_new(store, content, len(content), b"test.wat", byref(module))), module


def main():
    engine = engine_new()
    events = []

    def tell(_, event):
        told = event.contents
        numbers = [told.values[i].of.i32 for i in range(told.value_count)]
        written = ctypes.string_at(told.bytes, told.count) if told.bytes else b""
        events.append((told.kind, told.instance, told.index, numbers, told.address, written))

    log = Log(tell)
    config = config_new()
    check(config_set_log(config, log, None, None))
    store = store_new_with_config(engine, config)
    config_delete(config)
    kind, _, _, message = load(store, b"(module (func (result i32)))")[0]
    check(kind == INVALID and message.startswith("type mismatch"))
    check(load(store, b"(module")[0][0] == MALFORMED)
    loaded, module = load(store, TEXT)
    check(loaded[0] == OK)

    def twice(_, args, arg_count, results, result_count):
        check(arg_count == 1 and result_count == 1)
        results[0].of.i32 = 2 * args[0].of.i32

    callback = Callback(twice)
    params, results = val_types(I32), val_types(I32)
    func_type = functype_new(byref(params), byref(results))
    func = func_new(store, func_type, callback, None, None)
    functype_delete(func_type)
    linker = linker_new(store)
    instance = c_void_p()
    check(result_of(linker_instantiate(linker, module, byref(instance)))[0] == UNLINKABLE)
    check(linker_define(linker, b"host", b"twice", func_as_extern(func)))
    check(result_of(linker_instantiate(linker, module, byref(instance)))[0] == OK)

    check(events == [(EVENT_INSTANTIATE, i, 0, [], 0, b"") for i in range(2)])
    first = store_instance(store, 0)
    check(instance_same(first, instance) and not store_instance(store, 2))
    instance_delete(first)
    before = store_hash(store)
    events.clear()
    args = (Val * 2)(Val(I32, Payload(i32=21)), Val(I32, Payload(i32=4)))
    check(result_of(call_export(instance, *path_of("f"), args, 1))[2] == [42])
    check(events == [(EVENT_CALL, 0, 1, [21], 0, b""), (EVENT_CALL_HOST, 0, 0, [21], 0, b""),
                     (EVENT_GLOBAL, 0, 0, [42], 0, b""), (EVENT_MEMORY, 0, 0, [], 70000, b"\x2a"),
                     (EVENT_RETURN, 0, 1, [42], 0, b"")])
    check(result_of(call_export(instance, *path_of("m", "add"), args, 2))[2] == [25])
    check(result_of(call_export(instance, *path_of("div"), None, 0))[:2] == (TRAP, TRAP_INTEGER_DIVIDE_BY_ZERO))
    check(result_of(call_export(instance, *path_of("throw"), None, 0))[::2] == (EXCEPTION, [-2]))
    check(store_hash(store) != before)

    found = export(instance, *path_of("n"))
    val = Val()
    global_get(extern_as_global(found), byref(val))
    check(val.kind == I32 and val.of.i32 == 42)
    extern_delete(found)
    found = export(instance, *path_of("mem"))
    address, data, size = c_uint64(), c_void_p(), c_size_t()
    check(memory_next(extern_as_memory(found), byref(address), byref(data), byref(size)))
    check(address.value == 17 * 4096 and ctypes.string_at(data.value, size.value)[70000 - 17 * 4096] == 42)
    address.value += size.value
    check(not memory_next(extern_as_memory(found), byref(address), byref(data), byref(size)))
    extern_delete(found)
    for delete, thing in (("modlink_linker", linker), ("wasm_instance", instance), ("wasm_module", module),
                          ("wasm_func", func), ("wasm_store", store), ("wasm_engine", engine)):
        function(delete + "_delete", None, c_void_p)(thing)


main()
