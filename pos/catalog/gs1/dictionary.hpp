#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/catalog/gs1/lint.hpp"

namespace pos::catalog::gs1 {

/// One part of an identifier's value.
struct Part {
    Linter characters{};
    std::size_t shortest{0};
    std::size_t longest{0};
    bool optional{false};  // only behind all that are not
    std::vector<Linter> checks;
    bool operator==(const Part&) const = default;
};

/// What is known of an Application Identifier, or of a run of them that differ in the last digit.
/// A pattern names identifiers: "310n" is any of 3100 to 3109.
struct Identifier {
    std::string first;
    std::string last;
    bool fixed_length{false};    // no FNC1 is needed behind the value
    bool link_attribute{false};  // may stand behind the question mark of a Digital Link
    bool link_key{false};        // what a Digital Link is about
    std::vector<Part> parts;
    /// Each condition must hold; it does when all patterns of one of its groups are there.
    std::vector<std::vector<std::vector<std::string>>> needs;
    std::vector<std::string> apart;  // patterns that must not be there
    /// In a Digital Link: which identifiers may follow the key, in what order. Any may be left out.
    std::vector<std::vector<std::string>> qualifiers;
    std::string title;  // of the General Specifications: "BATCH/LOT"
    bool operator==(const Identifier&) const = default;

    std::size_t shortest() const;
    std::size_t longest() const;
};

/// Whether `pattern` ("310n", "21") names the identifier `ai`.
bool names(std::string_view pattern, std::string_view ai);

/// The Application Identifiers, in order.
///
/// threads: any; it never changes
class Dictionary {
public:
    /// That of GS1, built in.
    static const Dictionary& standard();

    /// requires: a table as in assets/gs1/identifiers.tsv; no identifier starts another
    explicit Dictionary(std::string_view table);

    const std::vector<Identifier>& identifiers() const { return identifiers_; }

    /// Null for one that GS1 has not given out.
    const Identifier* find(std::string_view ai) const;

    /// The identifier at the start of `text`, as it stands there; empty if there is none.
    std::string_view at_start_of(std::string_view text) const;

private:
    std::vector<Identifier> identifiers_;
};

}  // namespace pos::catalog::gs1
