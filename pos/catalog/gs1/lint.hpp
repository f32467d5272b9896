#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pos::catalog::gs1 {

/// A rule for the content of one part of a value.
enum class Linter : std::uint8_t {
#define LINTER(name) name,
#include "pos/catalog/gs1/linters.inc"
#undef LINTER
};

/// Why a linter refuses.
enum class LintError : std::uint8_t {
#define LINT_ERROR(name) name,
#include "pos/catalog/gs1/lint_errors.inc"
#undef LINT_ERROR
};

/// "csum"
std::string_view name_of(Linter linter);
std::optional<Linter> linter_named(std::string_view name);

/// "incorrect_check_digit"
std::string_view name_of(LintError error);

/// What is wrong with a part, and which of its characters.
struct Flaw {
    LintError error{};
    std::size_t at{0};
    std::size_t length{0};
    bool operator==(const Flaw&) const = default;
};

/// Empty: the part is sound.
using Lint = std::optional<Flaw>;

/// Any bytes, of any length. A company prefix is looked at as far as its digits: whether it was
/// ever given out is known only to GS1's directory.
///
/// source: GS1 Barcode Syntax Tests
Lint lint(Linter linter, std::string_view part);

}  // namespace pos::catalog::gs1
