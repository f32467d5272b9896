# Writes OUT, a C++ source that holds the FILES as bytes: run as a script while building.
#   cmake -DOUT=… -DROOT=… -DHEADER=… -DSPACE=… -DFILES=a;b -P embed.cmake
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(entries "")
set(index 0)
foreach(file IN LISTS FILES)
  file(READ ${file} hex HEX)
  file(RELATIVE_PATH path ${ROOT} ${file})
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
  # Short literals one after the other: a compiler bounds the length of a single one.
  string(REGEX REPLACE "(................................................................)" "\\1\"\n    \"" bytes "${bytes}")
  file(SIZE ${file} size)
  string(APPEND arrays "constexpr char kFile${index}[] =\n    \"${bytes}\";\n")
  string(APPEND entries "    {\"${path}\", {kFile${index}, ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUT} "// Made while building from the files it names.
#include \"${HEADER}\"

// A file may be longer than what every compiler must take as one literal; ours take it.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace ${SPACE} {
namespace {
${arrays}constexpr EmbeddedFile kFiles[] = {
${entries}};
}  // namespace
std::span<const EmbeddedFile> embedded_files() { return kFiles; }
}  // namespace ${SPACE}
")
