# Compiler flags, and the tools that make a build quick where they are installed.

# What one clone has compiled serves every other, wherever it lies: paths within it are taken relative. Headers
# are known from the compiler's own list, which spares running its preprocessor before it.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1 CCACHE_PCH_EXTSUM=1 ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# What holds for every file of ours, and for none of a library's.
add_library(counterfoil_flags INTERFACE)
target_include_directories(counterfoil_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(counterfoil_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Werror
                       -Wno-missing-field-initializers)  # designated initialisers leave the rest at its default
target_compile_definitions(counterfoil_flags INTERFACE BOOST_ALL_NO_LIB)
# g++ 12 takes `"text" + std::string` for an overlapping copy (its fault 105651), and loses track of which alternative
# a variant holds; clang's own warning and the sanitizers look for what is really not initialised.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(counterfoil_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
# In a batch they take what one source has to itself for that of a header, or of the next.
if(COUNTERFOIL_BATCH LESS 2)
  target_compile_options(counterfoil_flags INTERFACE -Wshadow)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(counterfoil_flags INTERFACE -Wshadow=local -Wno-subobject-linkage)
endif()

# clang 19 minds `POS_ASSERT(!"words")`, and what the stable sort of g++ 12's library uses inside.
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  target_compile_options(counterfoil_flags INTERFACE -Wno-string-conversion -Wno-deprecated-declarations)
endif()

if(COUNTERFOIL_ASAN)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(COUNTERFOIL_TSAN)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()
# g++ 12 sees faults in its own library once these sanitizers rewrite the code around it.
if((COUNTERFOIL_ASAN OR COUNTERFOIL_TSAN) AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-Wno-error=tsan)
endif()
if(COUNTERFOIL_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Most of a compiler's time goes into reading headers again and again; those of others are read once. Not for g++:
# with them, optimising, it takes the standard library for our code and warns of it. All that use them need the
# flags they were made with, and ccache keeps the results even so.
set(precompiled_flags -pthread)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  set(precompiled_suffix gch)
  list(APPEND precompiled_flags -fpch-preprocess)
else()
  set(precompiled_suffix pch)
  list(APPEND precompiled_flags "SHELL:-Xclang -fno-pch-timestamp")
endif()

# counterfoil_precompile(NAME HEADERS … [LINK …] [OPTIONS …]): an object library that carries them. The compilers
# write into the precompiled header where it lies; what ccache takes for it is a sum of what it was made from, so
# that here too one clone serves every other. clang compiles what those headers define once as well, into an object
# that programs link: that halves what is left to compile in a file of ours.
function(counterfoil_precompile name)
  cmake_parse_arguments(arg "" "" "HEADERS;LINK;OPTIONS" ${ARGN})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "// Carries a precompiled header.\n")
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE counterfoil_flags ${arg_LINK})
  target_compile_options(${name} PRIVATE ${arg_OPTIONS} ${precompiled_flags})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
  set(header ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}.dir/cmake_pch.hxx)
  set(sum ${header}.${precompiled_suffix}.sum)
  add_custom_command(OUTPUT ${sum} DEPENDS $<TARGET_OBJECTS:${name}> VERBATIM
    COMMAND sh -c "'${CMAKE_CXX_COMPILER}' -w -std=c++23 -E -P '${header}' | sha256sum > '${sum}'")
  add_library(${name}_code INTERFACE)
  if(precompiled_suffix STREQUAL pch)
    target_compile_options(${name} PRIVATE "SHELL:-Xclang -fmodules-codegen")
    string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
    separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
    get_directory_property(options COMPILE_OPTIONS)
    set(code ${header}.o)
    add_custom_command(OUTPUT ${code} DEPENDS $<TARGET_OBJECTS:${name}> VERBATIM COMMAND_EXPAND_LISTS
      COMMAND ${CMAKE_CXX_COMPILER} ${flags} ${options} ${arg_OPTIONS} -ffunction-sections -c ${header}.pch -o ${code})
    target_link_libraries(${name}_code INTERFACE ${code})
    target_link_options(${name}_code INTERFACE -Wl,--gc-sections)  # some call what their libraries do not have
  endif()
  add_custom_target(${name}_made DEPENDS ${sum} ${code})
endfunction()

# counterfoil_use_precompiled(TARGET NAME [OPTIONS …]): reads those headers first, with the options they had. By a
# path from the build's folder, where ninja works: CMake's own REUSE_FROM writes out the clone's.
function(counterfoil_use_precompiled target name)
  get_target_property(folder ${name} BINARY_DIR)
  file(RELATIVE_PATH header ${CMAKE_BINARY_DIR} ${folder}/CMakeFiles/${name}.dir/cmake_pch.hxx)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set(include "SHELL:-include ${header}")
  else()
    set(include "SHELL:-Xclang -include-pch -Xclang ${header}.pch" "SHELL:-Xclang -include -Xclang ${header}")
  endif()
  target_compile_options(${target} PRIVATE ${ARGN} ${precompiled_flags} -Winvalid-pch ${include})
  target_link_libraries(${target} PRIVATE ${name}_code)
  add_dependencies(${target} ${name}_made)
endfunction()

set(common_headers <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <deque> <expected>
                   <fstream> <functional> <map> <memory> <mutex> <optional> <ostream> <set> <span>
                   <sstream> <string> <string_view> <thread> <unordered_map> <variant> <vector> <fmt/format.h>
                   <nlohmann/json.hpp>)
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang AND NOT COUNTERFOIL_FUZZ)
  set(counterfoil_precompiled ON)
  counterfoil_precompile(precompiled_sources HEADERS ${common_headers} LINK fmt::fmt)
  counterfoil_precompile(precompiled_plain HEADERS ${common_headers} <CLI/CLI.hpp> LINK fmt::fmt CLI11::CLI11 OPTIONS -O0)
endif()
