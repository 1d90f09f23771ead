// Modules in files that scripts can import from.
#include "tools/spec-runner/registered_files.h"

#include <fmt/format.h>

#include "tools/cli/command_line.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/spec-runner/assertions.h"
#include "tools/spec-runner/threads.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

constexpr const char* register_option = "--register";

RegisteredFile read_registered_file(const std::string& assignment, const cli::Language& language) {
  auto [name, path] = cli::parse_assignment(register_option, assignment, "NAME=FILE");
  Module module = cli::read_module(cli::read_source(path, language), language);
  return {std::move(name), std::move(path), std::make_shared<const Module>(std::move(module)), language};
}

// What has no place of its own is about the file.
Failure in_file(Failure failure, const RegisteredFile& file) {
  if (!failure.source) failure.message = fmt::format("{}: {}", shown_path(file.path), failure.message);
  return failure;
}

void try_registered_files(const Settings& settings) {
  Session session(settings);
  const Threads threads(session);  // whose turn it is
  supply_to(session);
}

}  // namespace

void add_registered_file(Settings& settings, const std::string& assignment) {
  try {
    settings.registered.push_back(read_registered_file(assignment, settings.language));
    try_registered_files(settings);
  } catch (const Error& error) {
    cli::refuse(register_option, fmt::format("\n{}", error.diagnose()));
  } catch (const cli::Failure& failure) {
    cli::refuse(register_option, failure.source ? fmt::format("\n{}", failure.text()) : failure.text());
  }
}

void supply_to(Session& session) {
  for (const RegisteredFile& file : session.settings().registered) {
    const Outcome outcome = session.supply(file);
    if (!outcome.is_done()) throw in_file(failure_of(engines::end_of_instantiation(outcome, session.types())), file);
  }
}

void register_file(Engine& engine, const RegisteredFile& file) {
  script::ScriptModule module;
  const SourcePtr& source = file.module->source;
  const bool binary = source->kind() == Source::Kind::binary;
  module.form = binary ? script::ScriptModule::Form::binary : script::ScriptModule::Form::quote;
  module.content = source;
  const End end = engine.define_and_instantiate(std::move(module));
  if (!end.is_made()) throw in_file(failure_of(end), file);
  script::RegisterDirective directive;
  directive.name = file.name;
  engine.register_name(directive);
}

}  // namespace modlink::runner
