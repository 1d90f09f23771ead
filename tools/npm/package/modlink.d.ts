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
  graph(module: Content, options?: GraphOptions): Outcome<{ dot: string; mermaid: string; json: GraphData }>;
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
  ): Outcome<{ matches: boolean; derivation: string }>;
  runScript(script: Content, options?: ScriptOptions): ScriptRun | Failed;
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
