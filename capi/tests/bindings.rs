// The C API from Rust: the few declarations that a harness needs, and a call. rustc bindings.rs -L DIR -l modlink
use std::ffi::{c_char, c_void, CStr, CString};

#[repr(C)]
#[derive(Clone, Copy)]
union Payload {
    i32: i32,
    i64: i64,
    f64: f64,
    v128: [u8; 16],
    reference: *mut c_void,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Val {
    kind: u8,
    of: Payload,
}

#[repr(C)]
struct Event {
    kind: u8,
    index: u32,
    instance: u64,
    values: *const Val,
    value_count: usize,
    left_out: u64,
    address: u64,
    count: u64,
    bytes: *const u8,
}

type Log = extern "C" fn(env: *mut c_void, event: *const Event);
type Finalizer = extern "C" fn(env: *mut c_void);

extern "C" {
    fn wasm_engine_new() -> *mut c_void;
    fn wasm_engine_delete(engine: *mut c_void);
    fn wasm_config_new() -> *mut c_void;
    fn wasm_config_delete(config: *mut c_void);
    fn modlink_config_set_log(
        config: *mut c_void,
        log: Log,
        env: *mut c_void,
        finalizer: Option<Finalizer>,
    ) -> bool;
    fn modlink_store_new(engine: *mut c_void, config: *const c_void) -> *mut c_void;
    fn wasm_store_delete(store: *mut c_void);
    fn wasm_module_delete(module: *mut c_void);
    fn wasm_instance_delete(instance: *mut c_void);
    fn modlink_module_new(
        store: *mut c_void,
        bytes: *const c_char,
        size: usize,
        name: *const c_char,
        out: *mut *mut c_void,
    ) -> *mut c_void;
    fn modlink_linker_new(store: *mut c_void) -> *mut c_void;
    fn modlink_linker_delete(linker: *mut c_void);
    fn modlink_linker_instantiate(linker: *const c_void, module: *const c_void, out: *mut *mut c_void) -> *mut c_void;
    fn modlink_call_export(
        instance: *const c_void,
        path: *const *const c_char,
        length: usize,
        args: *const Val,
        count: usize,
    ) -> *mut c_void;
    fn modlink_outcome_kind(outcome: *const c_void) -> u8;
    fn modlink_outcome_message(outcome: *const c_void) -> *const c_char;
    fn modlink_outcome_values(outcome: *const c_void, count: *mut usize) -> *const Val;
    fn modlink_outcome_delete(outcome: *mut c_void);
}

const TEXT: &str = "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export \"stop\") unreachable))";

// Keeps the kind, the index, and the number of values.
extern "C" fn tell(env: *mut c_void, event: *const Event) {
    unsafe {
        let told = &mut *env.cast::<Vec<(u8, u32, usize)>>();
        told.push(((*event).kind, (*event).index, (*event).value_count));
    }
}

fn main() {
    unsafe {
        let engine = wasm_engine_new();
        let config = wasm_config_new();
        let mut told: Vec<(u8, u32, usize)> = Vec::new();
        assert!(modlink_config_set_log(config, tell, (&mut told as *mut Vec<(u8, u32, usize)>).cast(), None));
        let store = modlink_store_new(engine, config);
        wasm_config_delete(config);
        let mut module = std::ptr::null_mut();
        let loaded = modlink_module_new(store, TEXT.as_ptr().cast(), TEXT.len(), std::ptr::null(), &mut module);
        assert_eq!(modlink_outcome_kind(loaded), 0);
        modlink_outcome_delete(loaded);
        let linker = modlink_linker_new(store);
        let mut instance = std::ptr::null_mut();
        modlink_outcome_delete(modlink_linker_instantiate(linker, module, &mut instance));
        let args = [Val { kind: 0, of: Payload { i32: 40 } }, Val { kind: 0, of: Payload { i32: 2 } }];
        let add = CString::new("add").unwrap();
        let added = modlink_call_export(instance, &add.as_ptr(), 1, args.as_ptr(), 2);
        let mut count = 0;
        assert_eq!((*modlink_outcome_values(added, &mut count)).of.i32, 42);
        assert_eq!(count, 1);
        modlink_outcome_delete(added);
        let stop = CString::new("stop").unwrap();
        let stopped = modlink_call_export(instance, &stop.as_ptr(), 1, std::ptr::null(), 0);
        assert_eq!(modlink_outcome_kind(stopped), 1);
        assert!(CStr::from_ptr(modlink_outcome_message(stopped)).to_str().unwrap().starts_with("unreachable"));
        modlink_outcome_delete(stopped);
        wasm_instance_delete(instance);
        modlink_linker_delete(linker);
        wasm_module_delete(module);
        wasm_store_delete(store);
        wasm_engine_delete(engine);
        // An instance is begun; a function is called and returns; another one is called.
        assert_eq!(told, [(0, 0, 0), (1, 0, 2), (3, 0, 1), (1, 1, 0)]);
    }
}
