// What goes into modlink, and what comes out.

/** Text or bytes. What begins as a binary is one, whatever it is called. */
export type Content = string | Uint8Array | ArrayBuffer;
/** Files by their names, which are relative paths without `..`. */
export type Files = Record<string, Content>;

export interface LoadOptions {
  /** Where the WebAssembly module is: by default the file beside modlink.mjs. */
  wasm?: string | URL | Response | Uint8Array | ArrayBuffer | WebAssembly.Module;
}
export function load(options?: LoadOptions): Promise<Modlink>;

/** Which language is spoken. The words are those of the command line: docs/limits.md, docs/dialects.md. */
export interface Language {
  /** `{ threads: false, 'wide-arithmetic': true }`; `about()` has all of them. */
  features?: Record<string, boolean>;
  /** `{ locals: 100 }`; `about()` has all of them. */
  limits?: Record<string, number>;
  compat?: 2021;
  duplicateImports?: 'forbid' | 'core' | 'allow';
  importOrder?: 'first' | 'any';
  /** More of them, as on a command line: `--enable threads --limit locals=5`. */
  switches?: string;
}

export interface Named {
  /** What messages call it; `module.wat`, `module.wasm` or `script.wast` by default. */
  name?: string;
}

/** Other files, and which of them imports of modules mean: `NAME`, `NAME.wat` or `NAME.wasm` unless `modules` says. */
export interface Linking {
  files?: Files;
  modules?: Record<string, string>;
  /** Folders to look in as well. */
  path?: string[];
}

/**
 * Where something is. Lines and columns are from 1, columns in code points; offsets are from 0, in bytes of binaries and
 * in UTF-16 units of texts, so that `text.slice(offset, endOffset)` is the token. Binaries have only `offset`.
 */
export interface Place {
  file?: string;
  offset?: number;
  endOffset?: number;
  line?: number;
  column?: number;
  endColumn?: number;
}

export interface Problem extends Place {
  /**
   * `refused`: what was asked for cannot be had of these modules. `usage`: an option is wrong, or a file is missing.
   * `internal`: a mistake of modlink's.
   */
  stage: 'malformed' | 'invalid' | 'unlinkable' | 'limit' | 'refused' | 'usage' | 'internal';
  message: string;
  /** For `explain`. */
  code?: string;
  /** All of it for people, with the line of the text and a caret below the place. */
  diagnosis?: string;
}

export interface Noted {
  /** What there is to say besides: custom sections that were left out or ignored. */
  notes: string[];
}
export interface Failed extends Noted {
  ok: false;
  errors: Problem[];
}
/** Nothing is thrown for what is wrong with modules, scripts or options. */
export type Outcome<Result> = (Noted & { ok: true } & Result) | Failed;

export interface PrintOptions extends Language, Named {
  /** Folded instructions. */
  fold?: boolean;
  /** What two-level imports and zero-level exports stand for is written out. */
  desugar?: boolean;
  /** `try_table` for the legacy exception instructions. */
  translateExceptions?: boolean;
  /** Without function bodies and contents of segments, for readers only. */
  skeleton?: boolean;
  /** Identifiers for what has none. */
  names?: boolean;
  /** Comments that give indices; true by default. */
  indices?: boolean;
}

export interface ObjdumpOptions extends Language, Named {
  headers?: boolean;
  disassembly?: boolean;
  section?: string;
  func?: string;
}

/** What is made is `binary`, unless `text` is asked for. */
export interface Made {
  binary?: Uint8Array;
  text?: string;
}
export interface Making {
  text?: boolean;
}

export interface BundleOptions extends Language, Named, Linking, Making {
  /** Only what is imported by these names is nested. */
  only?: string[];
  /** What is imported by these names is not. */
  keep?: string[];
  /** Nor is this; it is imported by other names. */
  external?: Record<string, string>;
  /** What there is no file for stays an import. */
  leavesMissing?: boolean;
  dedupe?: boolean;
  /** Kept is what `split` needs to give the same files back. */
  record?: boolean;
}

export interface SplitOptions extends Language, Named, Making {
  only?: string[];
  keep?: string[];
}

export interface FlattenOptions extends Language, Named, Linking, Making {
  /** Instances that are exported, or in imported ones: their fields are named by paths, or that is refused. */
  exports?: 'flat' | 'error';
  singleMemory?: boolean;
  translateExceptions?: boolean;
  /** What makes no difference is left out. */
  gc?: boolean;
  maxCopies?: number;
  maxGrowth?: number;
  /** Also an ES module that takes imports and gives exports as nested objects. */
  loader?: boolean;
}

export interface GraphOptions extends Language, Named, Linking {
  /** Modules before instantiation, instead of instances after it. */
  before?: boolean;
}

export interface ScriptOptions extends Language, Named {
  /** What `(input "FILE")` reads. */
  files?: Files;
  /** Modules among `files` that the script can import from, by name. */
  register?: Record<string, string>;
  dialect?: 'spec' | 'wasmtime' | 'wasm-tools' | 'wabt' | '2021';
  messages?: 'prefix' | 'contains' | 'ignore';
  stages?: 'strict' | 'lenient';
  modules?: 'instantiate' | 'validate';
  actions?: 'perform' | 'skip';
  /** How many instructions each action and instantiation may execute: 10^8 by default, or Infinity. */
  fuel?: number;
  /** Directives that passed are only counted. */
  onlyFailures?: boolean;
}

export interface Directive {
  file: string;
  /** These two from 1, the column in code points. */
  line: number;
  column: number;
  /** `assert_return` */
  kind: string;
  /** `error`: it is no directive that could be run. */
  status: 'passed' | 'failed' | 'error' | 'skipped' | 'not_run';
  /** Milliseconds. */
  duration: number;
  message?: string;
  /** Exactly, within the directive, if that is known. */
  errorLine?: number;
  errorColumn?: number;
  expected?: string;
  found?: string;
  code?: string;
  /** A line for each activation, innermost first. */
  stack?: string;
  excerpt?: string;
  diagnosis?: string;
}

export interface ScriptRun extends Noted {
  /** Whether all passed. */
  ok: boolean;
  counts: { passed: number; failed: number; skipped: number };
  directives: Directive[];
  /** What `(output)` printed. */
  output: string[];
}

export interface GraphData {
  nodes: Array<Record<string, unknown>>;
  edges: Array<Record<string, unknown>>;
  [key: string]: unknown;
}

/**
 * A value in words of the text format: `i32.const 1`, `f64.const nan:0x8000000000001`, `v128.const i32x4 1 2 3 4`,
 * `ref.null func`, `ref.extern 3`. References to what an execution has made are the kind only: `ref.func`, `ref.struct`.
 * Integers are decimal, with a sign, so those of 64 bits are exact.
 */
export type ValueText = string;

export interface SteppingOptions extends Language, Named, Linking {
  /**
   * What is called when the instance is complete, one after the other, until something does not end well: functions that
   * are exported, through exported instances. By default those that a script invokes, and of a module none.
   */
  calls?: Array<{ path: string[]; args?: ValueText[] }>;
  /**
   * `module` is a script, and what is stepped through is an instance that `(module …)` or `(module instance …)` makes.
   * Directives before that are done first, out of sight. What is called are the invocations of this instance that
   * follow, up to the first one that is to trap or throw; those of other instances that follow are left out. Imports are
   * what the script has registered, and `spectest`; `files` mean nothing, and there are no `modules` and `path`. Of
   * assertions about modules nothing is done; `input`, `script` and `thread` are refused.
   */
  script?: boolean;
  /** Of a script: which instance, by its identifier (`$A` or `A`) or as the n-th that is made, from 0; by default the last one. */
  scriptModule?: string | number;
  /** Of a script, as `runScript` has them. */
  dialect?: ScriptOptions['dialect'];
  /** How many instructions the whole of it may execute: 10^7 by default, or Infinity. */
  fuel?: number;
}

/** What has just been done, or is about to be: `start` calls the start function next. */
export interface InstantiationStep {
  kind: 'begin' | 'import' | 'alias' | 'outer' | 'module' | 'elem' | 'data' | 'start' | 'end';
  /** All of it in words: `$PARENT/$child: alias "play" of instance 1 is function 3`. */
  text: string;
  /** A position in `SteppingState.instances`. */
  instance: number;
  /** Of what there is now: `func`, `module`, `memory`, …; and its index there. */
  space?: string;
  index?: number;
  /** Its identifier with `$`, or its index. */
  item?: string;
  /** Of an import or an alias. */
  name?: string;
  /** Of what was imported or aliased, as `types` writes it. */
  type?: string;
  /** Of an alias: the index of the instance in the instance's index space, and its identifier with `$`, or that index. */
  from?: number;
  fromItem?: string;
  /** Of segments: where they went, in bytes or elements, and how many. */
  address?: string;
  count?: string;
}

export interface SteppingFrame {
  /** A position in `SteppingState.instances`. */
  instance: number;
  /** Its index in the module, what it is called there (`$f`, or the index), and `$PARENT/$child.play`. */
  func: number;
  name: string;
  path: string;
  /** Of the instruction; of a caller, its call. */
  at: Place;
  /** In words of the text format, without what is in a block; absent where the function returns. */
  instruction?: string;
  /** At most 1000 of each, with how many more there are: of locals behind them, of operands below. */
  locals: Array<{ name?: string; type: string; value: ValueText }>;
  moreLocals?: number;
  /** The topmost one is the last. Of a caller without the arguments of its call. */
  operands: Array<{ type: string; value: ValueText }>;
  moreOperands?: number;
}

/** Addresses and lengths are decimal, in bytes. */
export interface MemoryAccess {
  kind: 'read' | 'write';
  instance: number;
  /** Its index in the instance. */
  memory: number;
  address: string;
  length: string;
}

export interface SteppingInstance {
  /** Its position in this list: in the order in which instantiations began. */
  id: number;
  /** `$PARENT/$child`; of the instance itself its name, or `module`. */
  label: string;
  /** What made it; absent if the host did, as it did for modules that are imported from. */
  parent?: number;
  /** Its position in `nodes` of the graph that `stepping` gives, which is that of `graph`; absent for what is not there. */
  node?: number;
  /** Whether it is complete, and has exports. */
  complete: boolean;
  /** Where its module is. */
  at: Place;
  /** At most 1000. */
  exports: Array<{ name: string; kind: string }>;
  /** Memories by their indices in the instance. Equal numbers in `store` are the same memory. */
  memories: Array<{ index: number; name: string; store: number; size: string; shared: boolean }>;
}

export interface SteppingState {
  /** From 0; there is one before each instruction and each return, behind each event of an instantiation, and at the end. */
  step: number;
  kind: 'start' | 'event' | 'instruction' | 'return' | 'end';
  /** The number of the last step, once the end has been reached. */
  last?: number;
  event?: InstantiationStep;
  /** Of the instruction, the event or, where a function returns, its definition. */
  at?: Place;
  instruction?: string;
  /** Which of `calls` is under way; absent during the instantiation. */
  call?: number;
  /** The innermost first, at most 100. */
  frames: SteppingFrame[];
  /** How many there are. */
  depth: number;
  /** Of the instance of the innermost frame or the event, as they are now. At most 1000. */
  globals?: Array<{ index: number; name: string; type: string; value: ValueText }>;
  /** What the instruction is about to access in memories, or the event has written. */
  access?: MemoryAccess[];
  /** What the instruction that was executed last has accessed; only behind `go('step')`. */
  accessed?: MemoryAccess[];
  /** At the end: `results` of the last call, or why it ended. */
  outcome?: {
    kind: 'results' | 'instance' | 'trap' | 'exception' | 'limit' | 'out_of_fuel' | 'unlinkable' | 'interrupted';
    /** Of the last call. */
    results?: Array<{ type: string; value: ValueText }>;
    message?: string;
    /** A line for each activation, innermost first. */
    stack?: string;
    at?: Place;
  };
  /** What functions of `spectest` have printed since the start, and calls of functions that stand in for imports; the last 1000. */
  output: string[];
  /** How many lines of output are left out. */
  moreOutput?: number;
  /** All so far, at most 1000. */
  instances: SteppingInstance[];
}

export type SteppingCommand =
  | 'step' | 'over' | 'out' | 'instantiation' | 'run'
  | 'back' | 'back-over' | 'back-out' | 'back-instantiation' | 'start' | 'end';

export interface Stepping {
  /** The calls that there are, in order. */
  readonly calls: Array<{ path: string[]; args: ValueText[]; at?: Place }>;
  /**
   * Imports that nothing was given for, so that something stands in for them: functions whose results are zeros and nulls
   * and which write to `output`, new memories and tables, globals that are zero, and instances of such. An import of an
   * instance is given one of the file of this name, if there is one, as in `modlink run`. `spectest` and `wasi_file`, with
   * files in memory, are there, and write to `output` as well. What nothing can stand in for,
   * such as a module, is an error.
   */
  readonly standIns: Array<{ name: string; type: string }>;
  /** Goes to that step, or as far as there are any; or to the step of this number. Going back takes as long as coming here. */
  go(to: SteppingCommand | number): Outcome<{ state: SteppingState }>;
  /**
   * Bytes of a memory as it is now, and how many it has: of memory 0, from address 0, 256 of them, unless that is given;
   * at most 64 KiB, and as far as it goes.
   */
  memory(which: { instance: number; memory?: number; address?: number | string; length?: number }): Outcome<{ bytes: Uint8Array; size: string }>;
  /** Without it, it takes memory as long as the modlink that it is of. */
  close(): void;
}

export interface TypingOptions extends Language, Named {
  /** A function by its index or name: `1`, `f` or `$f`; of nested modules only by position. By default the first one. */
  func?: number | string;
  /** The function or constant expression at a place of a text, or at an offset as a Place has it. */
  position?: { line: number; column: number } | { offset: number };
}

export interface TypingStep {
  at: Place;
  /** `i32.add`, `block (result i32)`, `end`: in words of the text format, without what is in a block. */
  text: string;
  mnemonic: string;
  /** How deep in blocks it is; 0 is the function body. */
  depth: number;
  /** All operand types, the topmost last, at most 100; in unreachable code more may be assumed below them. */
  before: string[];
  moreBefore?: number;
  /** Absent of the instruction that is invalid. */
  after?: string[];
  moreAfter?: number;
  /** How many of `before` it takes, and of `after` it gives; of blocks the parameters, and none. */
  takes: number;
  gives?: number;
  /** Blocks around it before it, the innermost (label 0) first, at most 100. */
  labels: Array<{
    /** `func` or `constant` of the outermost one. */
    kind: string;
    params: string[];
    results: string[];
    /** Operands below its own. */
    height: number;
    unreachable: boolean;
  }>;
  /** Whether it is never executed, since something before it in its block does not go on. */
  unreachable: boolean;
  /**
   * The rule of validation: document, section and label of the core specification, `valid/instructions, Numeric
   * Instructions, valid-binop`; or a proposal, `the threads proposal, Validation`.
   */
  rule: string;
}

export interface Typing {
  func?: { index: number; name: string; type: string; at: Place };
  /** Of the function, parameters first, at most 1000. */
  locals: Array<{ name?: string; type: string }>;
  moreLocals?: number;
  /** In their order, at most 10000, and fewer if they have many types. */
  steps: TypingStep[];
  moreSteps?: number;
  /** Why the last one is invalid, or a local, if there is no step. Other functions of the module are not looked at. */
  error?: Problem;
}

/** Whether a type matches another one, and what that rests on: at most 2000 in all. */
export interface MatchingStep {
  /** `import "x"` or `export "y"`, the way to it from the root, where it is empty. */
  path: string[];
  /** `Subtyping.md, Instance Subtyping`, `Subtyping.md, Module Subtyping`, `matching/functions`, … */
  rule: string;
  matches: boolean;
  /** In the text format, bounded in length; `nothing` if there is none. */
  found: string;
  expected: string;
  /**
   * Of modules and instances: for each import and export that counts. Imports go the other way round, so `found` is what
   * the expected type imports. Those of a step that does not match end with the one that does not.
   */
  premises: MatchingStep[];
  morePremises?: number;
}

/** Of the text, as a Place: the token that it begins with. */
export interface BytesSpan extends Place {
  /** In the binary; `endAt` is behind it. */
  begin: number;
  endAt: number;
  /** What it is: `module $A`, `type section`, `import`, `function $f` (its instructions), `i32.const 1`. */
  text: string;
}

export interface About {
  version: string;
  features: Array<{ name: string; on: boolean }>;
  limits: Array<{ name: string; value: number; meaning: string }>;
  /** Of errors. */
  codes: string[];
}

/** All functions are synchronous. docs/json.md describes what is typed loosely here. */
export interface Modlink {
  readonly version: string;
  about(): Outcome<About>;
  validate(modules: Content | Files, options?: Language & Named): Noted & { ok: boolean; errors: Problem[] };
  parse(module: Content, options?: Language & Named & { names?: boolean }): Outcome<{ binary: Uint8Array }>;
  print(module: Content, options?: PrintOptions): Outcome<{ text: string }>;
  /** Of a malformed binary there are errors, and the text as far as it can be understood. */
  objdump(module: Content, options?: ObjdumpOptions): Outcome<{ text: string }> & { text?: string };
  types(module: Content, options?: Language & Named): Outcome<{ text: string; json: unknown }>;
  lint(module: Content, options?: Language & Named): Outcome<{ findings: Array<Place & { rule: string; message: string }> }>;
  /** In `places`, for each of `json.nodes`, where it is written, if that is known. */
  graph(
    module: Content,
    options?: GraphOptions,
  ): Outcome<{ dot: string; mermaid: string; json: GraphData; places: Array<Place | null> }>;
  bundle(module: Content, options?: BundleOptions): Outcome<Made & { plan: unknown }>;
  split(
    module: Content,
    options?: SplitOptions,
  ): Outcome<{ files: Record<string, Uint8Array | string>; root: string; kept: Array<Place & { name: string; message: string }> }>;
  flatten(module: Content, options?: FlattenOptions): Outcome<Made & { report: unknown; loader?: string }>;
  /** Whether `found` is usable where `expected` is expected, and if not, where and by which rule. */
  subtype(
    found: Content,
    expected: Content,
    options?: Language & { foundName?: string; expectedName?: string },
  ): Outcome<{ matches: boolean; derivation: string; steps: MatchingStep }>;
  runScript(script: Content, options?: ScriptOptions): ScriptRun | Failed;
  /**
   * An execution step by step, forward and back, at step 0. At most 8 are open at a time. When the instance of
   * WebAssembly has been replaced, because it ran out of memory, sessions of it are gone: their functions say so.
   */
  stepping(module: Content, options?: SteppingOptions): Outcome<{
    stepping: Stepping;
    state: SteppingState;
    /** As `graph` gives it of this module; null if it is too large. */
    graph: { dot: string; mermaid: string; json: GraphData; places: Array<Place | null> } | null;
    /** Of a script: what `scriptModule` may be. */
    modules?: Array<{ index: number; name?: string; at: Place }>;
  }>;
  /**
   * What validation knows before and after each instruction of a function, or of a constant expression. Of a module that
   * is not valid there are only errors.
   */
  typing(module: Content, options?: TypingOptions): Outcome<Typing>;
  /**
   * The binary of a module, and which of its bytes are which modules, sections, definitions and instructions: in their
   * order, enclosing ones before what is in them; at most 100000. A section is where the first thing in it is written.
   */
  bytes(module: Content, options?: Language & Named): Outcome<{ binary: Uint8Array; map: BytesSpan[]; moreMap?: number }>;
  explain(code: string): Outcome<{
    code: string;
    words: string;
    rule: string;
    places: string[];
    failing: string;
    fixed: string;
    text: string;
  }>;
}
