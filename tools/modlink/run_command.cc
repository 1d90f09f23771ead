// `modlink run`
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "tools/cli/execution_options.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/standard_streams.h"
#include "tools/host/export_paths.h"
#include "tools/host/interrupting.h"
#include "tools/host/program.h"
#include "tools/host/values.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/trace/trace_option.h"
#include "validator/match.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Imports of modules are files: NAME, NAME.wat or NAME.wasm beside the importing file, then in the folders of --path, or
what --module says; what lies outside of FILE's folder and of --path, also by way of links, only with --allow-outside.
Other imports are given, by name, what --instance and --import say, in whatever file they are; else the host's
instances, wasi_snapshot_preview1, wasi_unstable and wasi_file; else, if it is an instance that is imported (also by two
names), an instance of the file that a module of this name would be, one for all that import it. A file is never given
itself.

Runs `_start`, if the module exports it. --invoke calls any function that it exports, or that an exported instance does,
by NAME/REST or NAME.REST: a function of the whole name comes first, then the longest NAME that is an instance's. --list
shows all of them. The EXPORT of --import is found likewise, but may be of any kind; FILE ends at the first colon.
Options come before or after FILE; behind `--` there are none, only arguments, and FILE if that is not there before.

Arguments of a function (--invoke) are numbers as in the text format (-1, 0x1p3, nan:0x1), vectors as one word, the
shape and its lanes (i32x4:1,2,3,4 or 'i32x4 1 2 3 4'), references as null, those to the host (externref) also as a
number from 1, and an i31 as its number. No others can be given.

Exit status: what a program gives proc_exit (its low 8 bits; 1 if they are 0 but the code is not), 1 for traps and bad
modules, 2 for wrong usage, 130 if Ctrl-C ended it.

Examples: the worked examples of the proposal, on real files; a program that was compiled for WASI

  modlink run parent.wat --dir data --invoke work
  modlink run deployment.wat --invoke zipper.main
  modlink run --dir . --env LANG=C sort.wasm -- --reverse names.txt)";

struct Arguments {
  std::vector<std::string> words;  // FILE and what follows it
  std::vector<std::string> instances, imports, dirs, env;
  bool inherits_env = false;
  std::optional<std::string> argv0;
  transform::ResolveOptions resolve;
  std::optional<std::string> invoke;
  bool list = false;
  host::Integers integers = host::Integers::are_signed;
  std::optional<std::uint64_t> dir_limit, random_seed;
  cli::Allowance allowance;
  trace::Mode trace = trace::Mode::none;
};

// "name=FILE".
std::pair<std::string, std::string> split_assignment(const std::string& option, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) cli::refuse(option, "expected NAME=FILE");
  return {cli::parse_name(option, text.substr(0, equals)), text.substr(equals + 1)};
}

// "name=FILE:EXPORT".
host::ProgramOptions::Import split_import(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t colon = text.find(':', equals);
  if (colon == std::string::npos || colon == equals + 1) cli::refuse("--import", "expected NAME=FILE:EXPORT");
  return {cli::parse_name("--import", text.substr(0, equals)), text.substr(equals + 1, colon - equals - 1),
          cli::parse_name("--import", text.substr(colon + 1))};
}

// "HOST" or "HOST::GUEST".
host::Preopen split_dir(const std::string& text) {
  const std::size_t colons = text.find("::");
  if (colons == std::string::npos) return {text, text};
  return {text.substr(0, colons), text.substr(colons + 2)};
}

// The host's, if it is to be inherited, with those that are set.
std::vector<std::string> environment(const Arguments& args) {
  std::vector<std::string> result;
  for (char** variable = args.inherits_env ? environ : nullptr; variable && *variable; ++variable) {
    result.emplace_back(*variable);
  }
  for (const std::string& variable : args.env) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos) cli::refuse("--env", "expected NAME=VALUE");
    const auto has_its_name = [&](const std::string& other) {
      return other.compare(0, equals + 1, variable, 0, equals + 1) == 0;
    };
    result.erase(std::remove_if(result.begin(), result.end(), has_its_name), result.end());
    result.push_back(variable);
  }
  return result;
}

host::WasiOptions wasi_options(const Arguments& args) {
  host::WasiOptions options;
  options.args.push_back(args.argv0.value_or(args.words[0]));
  if (!args.invoke) options.args.insert(options.args.end(), args.words.begin() + 1, args.words.end());
  options.env = environment(args);
  for (const std::string& dir : args.dirs) options.dirs.push_back(split_dir(dir));
  options.dir_limit = args.dir_limit;
  options.random_seed = args.random_seed;
  return options;
}

host::ProgramOptions program_options(const Arguments& args, const cli::Language& language) {
  host::ProgramOptions options{with_language(args.resolve, language), {}, {}, wasi_options(args), args.allowance.fuel};
  for (const std::string& text : args.instances) options.instances.push_back(split_assignment("--instance", text));
  for (const std::string& text : args.imports) options.imports.push_back(split_import(text));
  return options;
}

// An exit code that is not 0 never looks like success.
Status exit_status(std::uint32_t code) {
  const std::uint32_t low = code & 0xff;
  return static_cast<Status>(low == 0 && code != 0 ? 1 : low);
}

// As shells have it for a program that SIGINT has ended.
constexpr auto interrupted_status = static_cast<Status>(128 + SIGINT);

// A program that came to its end only because the host broke off what it waited for was interrupted too.
host::Ending program_end(host::Ending ending, const host::InterruptedBySignals& signals) {
  if (!ending.outcome.is_done() || signals.signal() == 0) return ending;
  const Outcome outcome = Outcome::interrupted();
  return {outcome, std::nullopt, outcome.words(), {}};
}

Status status_of(const host::Ending& ending, const host::InterruptedBySignals& signals) {
  if (ending.outcome.is_done()) return Status::ok;
  const bool interrupted = ending.outcome.kind() == Outcome::Kind::interrupted && signals.signal() == SIGINT;
  return interrupted ? interrupted_status : Status::failed;
}

std::string message_of(const host::Ending& ending, const host::InterruptedBySignals& signals) {
  const bool late = ending.outcome.kind() == Outcome::Kind::interrupted && signals.signal() == SIGALRM;
  return ending.message + (late ? ": time is up (--timeout)" : "");
}

Status finish(const std::string& path, const host::Ending& ending, const host::InterruptedBySignals& signals) {
  if (ending.outcome.is_done()) return Status::ok;
  if (ending.exit_code) return exit_status(*ending.exit_code);
  throw cli::Failure(status_of(ending, signals),
                     fmt::format("{}: error: {}{}", shown_path(path), message_of(ending, signals), ending.stack));
}

std::vector<std::string> func_names(const host::Program& program) {
  std::vector<std::string> result;
  for (host::Program::ExportedFunc& func : program.funcs()) result.push_back(std::move(func.name));
  return result;
}

Values invoke_args(const host::Program& program, const Arguments& args) {
  const FuncType* type = program.func_type(cli::parse_name("--invoke", *args.invoke));
  if (!type) {
    cli::refuse("--invoke", "no function " + quote(*args.invoke) + " is exported" +
                                host::what_there_is(*args.invoke, func_names(program)));
  }
  try {
    return host::parse_args({args.words.begin() + 1, args.words.end()}, *type, program.types());
  } catch (const cli::Failure& failure) {
    cli::refuse("--invoke " + shown(*args.invoke), failure.text());
  }
}

Status invoke(host::Program& program, const Arguments& args, const host::InterruptedBySignals& signals) {
  const Values values = invoke_args(program, args);
  const host::Ending start = program.instantiate();
  if (!start.outcome.is_done()) return finish(args.words[0], start, signals);
  const host::Ending ending = program_end(program.invoke(*args.invoke, values), signals);
  if (ending.exit_code) return exit_status(*ending.exit_code);
  const bool done = ending.outcome.is_done();
  const std::string outcome = done ? host::print(ending.outcome.results(), program.types(), args.integers)
                                   : "error: " + message_of(ending, signals);
  cli::print(fmt::format("{}{}{}\n", host::print_call(*args.invoke, values, program.types(), args.integers),
                         outcome.empty() ? "" : " ", outcome));
  if (!ending.stack.empty()) cli::complain({std::string_view(ending.stack).substr(1)});
  return status_of(ending, signals);
}

Status run_program(host::Program& program, const Arguments& args, const host::InterruptedBySignals& signals) {
  const FuncType* start = program.func_type("_start");
  const std::string file = shown_path(args.words[0]);
  if (start && *start != FuncType{}) cli::refuse(file, "its `_start` has parameters or results");
  if (!start && args.words.size() > 1) {
    const std::vector<std::string> funcs = func_names(program);
    const std::string others = enumerate({funcs.begin(), funcs.end()});
    cli::refuse(file, "it takes no arguments, as it exports no `_start`" +
                          (others.empty() ? "" : "; --invoke NAME calls another function: " + others));
  }
  host::Ending ending = program.instantiate();
  if (start && ending.outcome.is_done()) ending = program.invoke("_start", {});
  return finish(args.words[0], program_end(std::move(ending), signals), signals);
}

// What --invoke can call, a line each.
Status list(const host::Program& program, const Arguments& args) {
  if (args.words.size() > 1) cli::refuse("--list", "nothing is called, so there are no arguments");
  std::string lines;
  for (const auto& [name, type] : program.funcs())
    lines += fmt::format("{} {}\n", is_id(name) ? name : quote(name), to_string(program.types(), *type));
  cli::print(lines);
  return Status::ok;
}

void warn_of_unused_options(const std::string& file, const host::Program& program) {
  warn_of_unused(file, program.unused_modules(), nullptr);
  for (const Name& name : program.unused_imports())
    cli::complain({shown_path(file), ": warning: --import ", quote(name), ": no import has this name"});
}

// Each line is written at once, as what the program prints is.
trace::Tracer make_tracer(const Arguments& args) {
  const auto print = [integers = args.integers](const Value& value, const TypeStore& types) {
    return host::print(value, types, integers);
  };
  const auto write = [](std::string_view line) {
    cli::print(line);
    std::fflush(stdout);
  };
  return {args.trace, print, write};
}

Status run(const Arguments& args, const cli::Language& language) {
  trace::Tracer tracer = make_tracer(args);
  host::ProgramOptions options = program_options(args, language);
  if (args.trace != trace::Mode::none) options.observation = tracer.observation();
  host::Program program(args.words[0], options);
  warn_of_unused_options(args.words[0], program);
  if (args.list) return list(program, args);
  const host::InterruptedBySignals signals(program.interruption(), args.allowance.timeout);
  return args.invoke ? invoke(program, args, signals) : run_program(program, args, signals);
}

void add_options(cli::Command command, Arguments& args) {
  const auto list = [&command](const char* name, std::vector<std::string>& values, const char* type, const char* what) {
    command.add_option(name, values, what).type_name(type).takes_one_each();
  };
  command.add_option("FILE", args.words, "a module, or - for standard input; and what it is given").type_name("ARGS");
  const cli::Option invoke =
      command.add_option("--invoke", args.invoke, "call this function with ARGS and print its results")
          .type_name("NAME");
  command.add_flag("--list", args.list, "run nothing, but print what --invoke can call, with types").excludes(invoke);
  command.add_flag(
      "--unsigned", [&args] { args.integers = host::Integers::are_unsigned; }, "print integers without signs");
  add_resolve_options(command, args.resolve);
  list("--instance", args.instances, "NAME=FILE", "instantiate a file too, for imports of this name");
  list("--import", args.imports, "NAME=FILE:EXPORT", "for imports of this name, what an instance of a file exports");
  list("--dir", args.dirs, "HOST[::GUEST]", "let programs use this directory, and nothing outside of it");
  command
      .add_option("--dir-limit", args.dir_limit,
                  "how much programs may add to all those directories: bytes by which files grow, and 4096 for each "
                  "file, directory or link; beyond it calls fail with `dquot`")
      .type_name("BYTES");
  list("--env", args.env, "NAME=VALUE", "set a variable of the program's environment, which is empty otherwise");
  command.add_flag("--env-inherit", args.inherits_env, "give the program modlink's environment too");
  command.add_option("--argv0", args.argv0, "what the program is told that it is called, instead of FILE")
      .type_name("NAME");
  cli::add_execution_options(command, args.allowance, "the program");
  trace::add_trace_option(command, args.trace);
  command.add_option("--random-seed", args.random_seed, "make random bytes the same in every run").type_name("NUMBER");
}

}  // namespace

void add_run(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("run", "link a module with others and the host, and run it");
  command.footer(footer);
  auto args = std::make_shared<Arguments>();
  add_options(command, *args);
  add_language_options(command, program);
  command.callback([args, &program] {
    if (print_listings(program)) return;
    if (args->words.empty()) cli::missing("FILE");
    program.file = args->words[0];
    program.status = run(*args, program.language);
  });
}

}  // namespace modlink::command
