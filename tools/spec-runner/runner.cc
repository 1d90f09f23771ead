// Running of one script against one store. spec: the official suite's script grammar
#include "tools/spec-runner/runner.h"

#include <fmt/format.h>

#include <filesystem>

#include "rewrite/elaborate.h"
#include "tools/cli/named_files.h"
#include "tools/files/files.h"
#include "tools/spec-runner/assertions.h"
#include "tools/spec-runner/skipping.h"
#include "wast/binary/encode_module.h"
#include "wast/script/parse_action.h"
#include "wast/syntax/error_code.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/stack.h"
#include "wast/text/print.h"

namespace modlink::runner {

namespace {

// The same for all names of a file.
std::string key_of(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(path, error);
  return error ? path : whole.string();
}

bool has_extension(const std::string& path, std::string_view extension) {
  return std::filesystem::path(path).extension() == extension;
}

Failure with_its_code(std::string message, std::string code) {
  Failure failure(std::move(message));
  failure.code = std::move(code);
  return failure;
}

// What is wrong with a directive; nullopt if nothing is.
template <class Run>
std::optional<Failure> catch_failure(Run run) {
  try {
    run();
    return std::nullopt;
  } catch (const Failure& failure) {
    return failure;
  } catch (const cli::Failure& failure) {  // of a file
    return Failure(failure.text());
  } catch (const Error& error) {
    return with_its_code(fmt::format("{}: {}", to_string(error.stage()), error.message()), error.code());
  } catch (const std::bad_alloc&) {
    return with_its_code(fmt::format("limit: {}", out_of_memory), error_code(out_of_memory));
  } catch (const std::exception& error) {
    return Failure(fmt::format("internal error: {}", without_controls(error.what())), Status::internal);
  }
}

}  // namespace

Runner::Runner(const Settings& settings, Report& report) : report_(report) {
  auto session = std::make_unique<Session>(settings);
  threads_ = std::make_unique<Threads>(*session);
  session_ = session.get();
  engine_ = std::move(session);
}

Runner::Runner(std::unique_ptr<Engine> engine, Report& report) : engine_(std::move(engine)), report_(report) {}

void Runner::run(const SourcePtr& source) {
  folder_ = std::filesystem::path(source->name()).parent_path().string();
  open_inputs_.insert(key_of(source->name()));
  supply_registered_files();
  read(source);
  if (!threads_) return;
  run_threads(false);
  while (Thread* stuck = threads_->find_stuck()) {
    report_deadlock(stuck->source, stuck->directives.front());
    stuck->machine->abandon();
    stuck->done = true;
  }
}

void Runner::supply_registered_files() {
  if (session_) return supply_to(*session_);
  for (const RegisteredFile& file : engine_->settings().registered) register_file(*engine_, file);
}

void Runner::read(const SourcePtr& source) {
  const cli::Language& language = engine_->settings().language;
  script::ScriptParser parser(source, language.features, language.limits);
  while (auto directive = parser.next()) run_directive(source, std::move(*directive));
}

// The other threads have their turns while the script waits. In a thread, what is inside another directive cannot
// wait, since it could not be taken up again.
void Runner::run_directive(const SourcePtr& source, script::Directive&& directive) {
  for (;;) {
    if (session_) session_->let_wait(&threads_->current() == &threads_->script());
    if (try_directive(source, directive)) return;
    do {
      if (!run_threads(true)) {
        threads_->script().joined = nullptr;
        threads_->script().machine->abandon();
        return report_deadlock(source, directive);
      }
    } while (!threads_->resume());
  }
}

// False if it waits, and is to be tried again.
bool Runner::try_directive(const SourcePtr& source, script::Directive& directive) {
  const std::string keyword = script::keyword(directive);
  if (skips_actions() && executes(directive)) {
    skip_action(source, directive.at.pos, keyword);
    return true;
  }
  std::optional<Failure> failure;
  report_.begin(source, directive.at.pos, keyword);
  const auto begin = std::chrono::steady_clock::now();
  try {
    const auto run = [&] {
      begin_directive(directive);
      std::visit([&](auto&& d) { execute(source, std::forward<decltype(d)>(d)); }, std::move(directive.directive));
    };
    if (!report_.stops()) failure = catch_failure(run);
  } catch (const Suspended&) {
    threads_->suspend();
    return false;
  }
  const Report::Time time = std::chrono::steady_clock::now() - begin;
  report_.directive(source, directive.at.pos, keyword, failure ? &*failure : nullptr, time);
  return true;
}

// What is no directive is none of any engine.
void Runner::begin_directive(const script::Directive& directive) {
  const std::optional<std::string> reason = engine_->begin();
  if (!reason || std::holds_alternative<script::BadDirective>(directive.directive)) return;
  report_.skips_all(*reason);
  throw Failure::untried(*reason);
}

void Runner::skip_action(const SourcePtr& source, Pos pos, const std::string& keyword) {
  const Failure failure = Failure::untried("nothing is executed (--actions=skip)");
  report_.directive(source, pos, keyword, &failure);
}

void Runner::report_deadlock(const SourcePtr& source, const script::Directive& directive) {
  const char* const message = "deadlock: every thread waits";
  const Failure failure = with_its_code(message, error_code(message));
  report_.directive(source, directive.at.pos, script::keyword(directive), &failure);
}

// Until the script can go on, if it waits, or else until none can. Whether the script can go on.
bool Runner::run_threads(bool script_waits) {
  while (Thread* thread = threads_->next_ready(script_waits)) {
    threads_->turn_to(*thread);
    if (thread == &threads_->script()) return true;
    take_turn(*thread);
  }
  threads_->turn_to(threads_->script());
  return false;
}

// Until it waits or ends.
void Runner::take_turn(Thread& thread) {
  session_->let_wait(true);
  if (!threads_->resume()) return;
  while (!thread.directives.empty()) {
    session_->let_wait(true);
    if (!try_directive(thread.source, thread.directives.front())) return;
    thread.directives.pop_front();
  }
  thread.done = true;
}

void Runner::require_threads() const {
  if (!threads_) throw Failure::untried("threads are for our own interpreter only");
}

void Runner::execute(const SourcePtr& source, script::ThreadDirective&& directive) {
  engine_->leave_out(directive);
  require_threads();
  if (skips_actions()) directive.shared.clear();  // nothing in it will ask for them
  threads_->start(std::move(directive), source);
}

void Runner::execute(const SourcePtr&, script::WaitDirective&& directive) {
  require_threads();
  if (!session_->may_wait()) throw Failure("threads cannot wait in here");
  threads_->wait(directive.id);
}

template <class Assertion>
void Runner::execute(const SourcePtr&, Assertion&& assertion) {
  check(*engine_, std::forward<Assertion>(assertion));
}

namespace {

void expect_made(const End& end) {
  if (!end.is_made()) throw failure_of(end);
}

}  // namespace

void Runner::execute(const SourcePtr&, script::ModuleDirective&& directive) {
  const bool defines = !session_ && scripts().modules == cli::ModuleDirectives::validate;
  expect_made(defines ? engine_->define(std::move(directive.module))
                      : engine_->define_and_instantiate(std::move(directive.module)));
}

void Runner::execute(const SourcePtr&, script::DefinitionDirective&& directive) {
  expect_made(engine_->define(std::move(directive.module)));
}

void Runner::execute(const SourcePtr&, script::InstanceDirective&& directive) {
  expect_made(engine_->instantiate(directive));
}

void Runner::execute(const SourcePtr&, script::RegisterDirective&& directive) { engine_->register_name(directive); }

void Runner::execute(const SourcePtr&, script::ActionDirective&& directive) {
  const End end = engine_->perform(directive.action);
  if (end.kind != End::Kind::done) throw failure_of(end, describe(end), {});
}

void Runner::execute(const SourcePtr& source, script::ScriptDirective&& directive) {
  require_stack();
  for (script::Directive& nested : directive.directives) run_directive(source, std::move(nested));
}

void Runner::execute(const SourcePtr&, script::BadDirective&& directive) {
  // The script is a bad one, unless there was no memory to read it.
  const bool had_memory = directive.error.message() != out_of_memory;
  Failure failure(directive.error.message(), had_memory ? Status::usage : Status::failed);
  failure.code = directive.error.code();
  failure.source = directive.error.source();
  failure.pos = directive.error.pos();
  throw failure;
}

void Runner::input_module(const std::string& path, std::string bytes, const script::InputDirective& directive) {
  script::ScriptModule module;
  module.id = directive.id;
  module.form = script::ScriptModule::Form::binary;
  const auto content = std::make_shared<const Source>(path, std::move(bytes), Source::Kind::binary);
  module.content = content;
  execute(content, script::ModuleDirective{std::move(module)});
}

void Runner::demand_inside(const std::string& path, const char* doing) const {
  if (engine_->settings().allow_outside || cli::lies_in(path, folder_)) return;
  throw Failure(
      fmt::format("{}: {} files outside of the script's folder needs --allow-outside", shown_path(path), doing));
}

void Runner::execute(const SourcePtr&, script::InputDirective&& directive) {
  const ImplementationLimits& limits = engine_->settings().language.limits;
  require_few(++inputs_, limits.script_inputs, "inputs");
  const std::string path = cli::find_for_script(directive.file, folder_);
  demand_inside(path, "reading");
  report_.read(path);
  std::string content = cli::read_file(path, cli::NamedBy::file, limits.source_bytes);
  if (has_extension(path, ".wasm")) return input_module(path, std::move(content), directive);
  const std::string key = key_of(path);
  script::check_nesting(open_inputs_.size(), limits, no_pos, "inputs");
  require_stack();
  if (!open_inputs_.insert(key).second) throw Failure("this script is being read already");
  read(std::make_shared<const Source>(path, std::move(content), Source::Kind::text));
  open_inputs_.erase(key);
}

void Runner::demand_writable(const std::string& path) const {
  demand_inside(path, "writing");
  if (open_inputs_.contains(key_of(path))) throw Failure(shown_path(path) + ": this script is being read");
  const std::string named = path == "-" ? "./-" : path;  // it is no standard output
  for (const cli::NamedFile& file : engine_->settings().spared) {
    if (cli::is_one_output(named, file.path)) throw Failure(fmt::format("{}: is {}", shown_path(path), file.option));
  }
}

void Runner::execute(const SourcePtr&, script::OutputDirective&& directive) {
  const ValidModulePtr code = engine_->find_module(directive.id);
  const ValidModule& module = *code;
  if (!directive.file) return report_.note(print_module(module.module));
  if (!engine_->settings().allow_output) throw Failure("writing files needs --allow-output");
  const std::string path = (std::filesystem::path(folder_) / *directive.file).string();
  demand_writable(path);
  if (has_extension(path, ".wasm")) {
    const Bytes bytes = encode_module(rewrite::elaborate(module));
    cli::write_file(path, std::string(bytes.begin(), bytes.end()), cli::NamedBy::file);
  } else {
    cli::write_file(path, print_module(module.module), cli::NamedBy::file);
  }
}

}  // namespace modlink::runner
