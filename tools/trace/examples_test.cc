// The worked examples, step by step. spec: Example-LinkTimeVirtualization.md, Example-SharedEverythingDynamicLinking.md
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "interpreter/host.h"
#include "interpreter/stepping.h"
#include "tools/trace/instantiation_text.h"
#include "tools/trace/tracer.h"
#include "tools/transform/bundle.h"

namespace modlink::trace {
namespace {

ValidModulePtr bundle_of(const std::string& path) {
  transform::Resolver resolver{transform::ResolveOptions()};
  const auto root = resolver.open(MODLINK_SOURCE_DIR "/examples/" + path);
  return transform::valid_bundle(transform::plan_bundle(root, resolver, {}), {}, {});
}

// Files that begin empty whenever they are made.
Imports files(Store& store) {
  const auto contents = std::make_shared<std::map<std::uint64_t, std::string>>();
  const FuncType type{{ValKind::i32, ValKind::i32, ValKind::i32}, {ValKind::i32}};
  const auto read = [contents](Store&, const Values& args) -> Outcome {
    const std::string& file = (*contents)[args[0].low];
    std::uint32_t result = 0;
    for (std::uint32_t i = 0; i < args[2].low; ++i) {
      const std::uint64_t at = args[1].low + i;
      if (at < file.size()) result |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(file[at])) << (8 * i);
    }
    return Values{Value::i32(result)};
  };
  const auto write = [contents](Store&, const Values& args) -> Outcome {
    for (std::uint32_t i = 0; i < args[2].low; ++i) {
      (*contents)[args[0].low] += static_cast<char>(args[1].low >> (8 * i));
    }
    return Values{Value::i32(static_cast<std::uint32_t>(args[2].low))};
  };
  const InstanceValue* const instance =
      HostModule(store).func("read", type, read).func("write", type, write).instance();
  return [instance](const Name&) { return instance; };
}

std::string numbers(const Values& values) {
  std::string result;
  for (const Value& value : values) result += " " + (value.type.is_ref() ? "ref" : std::to_string(value.low));
  return result;
}

// Frames, what the memories begin with, and where it is.
std::string state(Stepper& stepper) {
  std::string result = std::to_string(stepper.number());
  if (const InstantiationEvent* event = stepper.event()) result += " " + describe(*event);
  if (const ExecutionPoint* point = stepper.point()) result += " at " + std::to_string(point->pos());
  for (const ObservedFrame& frame : stepper.frames()) {
    result += " [" + numbers(frame.locals()) + " |" + numbers(frame.operands()) + "]";
  }
  for (const MemoryInst& memory : stepper.store().all<MemoryInst>()) {
    std::string bytes(200, '\0');
    if (mem_read(memory, 0, bytes.data(), bytes.size()))
      result += " " + std::to_string(std::hash<std::string>()(bytes));
  }
  return result;
}

// Forward to the end, then back in strides, and one by one at both ends.
void expect_the_same_states_back(Stepper& stepper) {
  std::vector<std::string> states{state(stepper)};
  while (stepper.step()) states.push_back(state(stepper));
  ASSERT_TRUE(stepper.is_done());
  ASSERT_TRUE(stepper.outcome()->is_done()) << stepper.outcome()->message();
  ASSERT_EQ(states.size(), stepper.number() + 1);
  const std::size_t stride = std::max<std::size_t>(states.size() / 40, 1);
  for (std::size_t i = states.size() - 1;; i -= stride) {
    stepper.go_to(i);
    EXPECT_EQ(state(stepper), states[i]);
    if (i < stride) break;
  }
  stepper.go_to(20);
  for (std::size_t i = 20; i > 0; --i) {
    EXPECT_EQ(state(stepper), states[i]);
    EXPECT_TRUE(stepper.back());
  }
  EXPECT_EQ(state(stepper), states[0]);
  stepper.run();
  for (std::size_t i = states.size() - 1; i > states.size() - 10; --i) {
    EXPECT_EQ(state(stepper), states[i]);
    stepper.back();
  }
}

TEST(worked_examples, link_time_virtualization_goes_forward_and_back) {
  Steppable what;
  what.module = bundle_of("link-time-virtualization/parent.wat");
  what.title = "$PARENT";
  what.imports = files;
  what.calls.push_back({{"work"}, {}});
  Stepper stepper(std::move(what));
  expect_the_same_states_back(stepper);
  stepper.run();
  EXPECT_EQ(stepper.outcome()->results(), Values{Value::i32(1128481603)});
}

TEST(worked_examples, shared_everything_goes_forward_and_back) {
  Steppable what;
  what.module = bundle_of("shared-everything/zipper.wat");
  what.calls.push_back({{"main"}, {}});
  what.calls.push_back({{"out"}, {}});
  Stepper stepper(std::move(what));
  expect_the_same_states_back(stepper);
}

// What a nested module does is written in its own file, and that there is an instance of it in another one.
TEST(worked_examples, traces_have_places_in_the_right_files) {
  std::string trace;
  const auto print = [](const Value&, const TypeStore&) { return std::string(); };
  Tracer tracer(Mode::instructions, print, [&](std::string_view line) { trace += line; });
  const ValidModulePtr module = bundle_of("link-time-virtualization/parent.wat");
  Store store(module->type_store, {}, {.observation = tracer.observation()});
  ASSERT_TRUE(module_instantiate(store, {module, nullptr}, files(store), "$PARENT").is_done());
  EXPECT_NE(trace.find("child.wat:5:1 $PARENT: nested module is module $CHILD\n"), std::string::npos) << trace;
  EXPECT_NE(trace.find("parent.wat:29:3 $PARENT/$child: instantiate\n"), std::string::npos) << trace;
  EXPECT_NE(trace.find("child.wat:6:3 $PARENT/$child: import \"wasi_file\""), std::string::npos) << trace;
}

}  // namespace
}  // namespace modlink::trace
