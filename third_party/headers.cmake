# The dependencies as headers alone, for another host than the one that they are installed for: what is compiled of them
# natively cannot be linked there, and the folder that they lie in has the headers of this host as well.
set(folder ${PROJECT_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${folder})
foreach(header fmt/format.h CLI/CLI.hpp nlohmann/json.hpp)
  cmake_path(GET header PARENT_PATH name)
  find_path(modlink_${name}_headers ${header} PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  file(CREATE_LINK ${modlink_${name}_headers}/${name} ${folder}/${name} SYMBOLIC)
endforeach()

foreach(name fmt::fmt CLI11::CLI11 nlohmann_json::nlohmann_json)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${name} SYSTEM INTERFACE ${folder})
endforeach()
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY)
