#pragma once

#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace test {

/// Fails the running test unless tests/golden/<path> holds exactly `actual`. With
/// POS_GOLDEN_UPDATE=1 in the environment the file is written instead, to be reviewed as a diff.
void expect_golden(std::string_view path, std::string_view actual);

/// What tests/golden/<path> holds. A missing file fails the test and gives nothing.
std::string golden(std::string_view path);

/// Bytes as lines of 32, in hexadecimal: the form in which golden bytes are kept.
std::string hex_lines(pos::BytesView bytes);
/// The other way; blanks and what stands behind # are left out. Fails the test on anything else.
pos::Bytes bytes_of_hex(std::string_view text);

}  // namespace test
