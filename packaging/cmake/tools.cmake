# Compiler flags, and the tools that make a build quick where they are installed.

# What one clone has compiled serves every other, wherever it lies: paths within it are taken relative.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# What holds for every file of ours, and for none of a library's.
add_library(counterfoil_flags INTERFACE)
target_include_directories(counterfoil_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(counterfoil_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
                       -Wno-missing-field-initializers)  # designated initialisers leave the rest at its default
target_compile_definitions(counterfoil_flags INTERFACE BOOST_ALL_NO_LIB)
# g++ 12 takes `"text" + std::string` for an overlapping copy (its fault 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(counterfoil_flags INTERFACE -Wno-restrict)
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
  add_compile_options(-Wno-error=maybe-uninitialized -Wno-error=tsan)
endif()
if(COUNTERFOIL_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
