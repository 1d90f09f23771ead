// Explanations of errors that only programs meet which use the library. spec: appendix/embedding
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

// library_test.cc has these examples.
constexpr const char* no_command = "";

constexpr Row library_rows[] = {
    {"impossible-module",
     "A module that was made by hand, and not read, says what neither text nor binaries can say: an import in an "
     "instance type, an outer alias of a function, an export of a type.",
     "binary-format.13; outer-aliases.1",
     R"cpp(Module module;
           module.definitions.push_back(Alias{{}, OuterAlias{0, 0, ExternKind::func}});
           validate(std::move(module), types, {}, {});)cpp",
     R"cpp(Module module;
           validate(std::move(module), types, {}, {});)cpp",
     no_command},
    {"no-binary-encoding",
     "Some modules of text have no binary form: an export without a name has to be elaborated first, and in binaries "
     "all types that are written as such precede the nested modules, which would see them.",
     "D25; D3; outer-aliases.4",
     R"cpp(encode_module(parse(R"((module $P
  (module (type (alias outer $P $t)))
  (type $t (func))))"));)cpp",
     R"cpp(encode_module(parse(R"((module $P
  (type $t (func))
  (module (type (alias outer $P $t)))))"));)cpp",
     no_command},
    {"other-type-store",
     "A module is instantiated in a store whose type store is the one that it was validated with: types of different "
     "type stores cannot be compared.",
     "core appendix/embedding#embed-module-instantiate",
     R"cpp(Store store(std::make_shared<TypeStore>());
           ValidModulePtr module = validate(Module(), std::make_shared<TypeStore>(), {}, {});
           module_instantiate(store, {module, nullptr}, imports);)cpp",
     R"cpp(Store store(std::make_shared<TypeStore>());
           ValidModulePtr module = validate(Module(), store.type_store(), {}, {});
           module_instantiate(store, {module, nullptr}, imports);)cpp",
     no_command},
    {"other-store",
     "A module, and what is supplied for its imports, is of the store in which it is instantiated, which has to be "
     "there still. One that is nested comes with the instance around it.",
     "core appendix/embedding#embed-store; core appendix/embedding#embed-module-instantiate",
     R"cpp(FuncInst* const func = func_alloc(other_store, {}, host_func);
           module_instantiate(store, {module, nullptr}, [&](const Name&) { return func; });)cpp",
     R"cpp(FuncInst* const func = func_alloc(store, {}, host_func);
           module_instantiate(store, {module, nullptr}, [&](const Name&) { return func; });)cpp",
     no_command},
    {"suspended-machine", "A machine that waits is resumed or abandoned before it runs anything else.",
     "core appendix/embedding#embed-func-invoke",
     R"cpp(machine.invoke(waits, {}, Waiting::suspend);
           machine.invoke(other, {});)cpp",
     R"cpp(machine.invoke(waits, {}, Waiting::suspend);
           machine.abandon();
           machine.invoke(other, {});)cpp",
     no_command},
};

}  // namespace

Chapter library_chapter() { return make_chapter("The library", library_rows); }

}  // namespace modlink::explain
