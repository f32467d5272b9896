#include "pos/catalog/gs1/lint.hpp"

#include <iterator>

#include "pos/base/assert.hpp"
#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1 {

namespace {

struct Entry {
    std::string_view name;
    Lint (*run)(std::string_view part);
};

constexpr Entry kLinters[] = {
#define LINTER(name) {#name, linters::name},
#include "pos/catalog/gs1/linters.inc"
#undef LINTER
};

constexpr std::string_view kErrors[] = {
#define LINT_ERROR(name) #name,
#include "pos/catalog/gs1/lint_errors.inc"
#undef LINT_ERROR
};

}  // namespace

std::string_view name_of(Linter linter) {
    return kLinters[static_cast<std::size_t>(linter)].name;
}

std::optional<Linter> linter_named(std::string_view name) {
    for (std::size_t at = 0; at < std::size(kLinters); ++at) {
        if (kLinters[at].name == name) return static_cast<Linter>(at);
    }
    return std::nullopt;
}

std::string_view name_of(LintError error) {
    return kErrors[static_cast<std::size_t>(error)];
}

Lint lint(Linter linter, std::string_view part) {
    const auto flaw = kLinters[static_cast<std::size_t>(linter)].run(part);
    POS_ASSERT(!flaw || (flaw->at <= part.size() && flaw->length <= part.size() - flaw->at));
    return flaw;
}

}  // namespace pos::catalog::gs1
