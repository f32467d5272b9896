#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "pos/billing/invoice/check/check.hpp"
#include "tests/support/temp_dir.hpp"

namespace tests {

/// The published e-invoices below $COUNTERFOIL_DATA/einvoice, unpacked for as long as this lives.
class Examples {
public:
    /// Null where the data is not there.
    static std::unique_ptr<Examples> unpack();
    std::string folder() const;
    std::string text(const std::string& group, const std::string& file) const;

private:
    test::TempDir folder_;
};

/// A row of a tab-separated table by the names in its first line.
using Row = std::map<std::string, std::string>;
std::vector<Row> read_table(const std::string& path);

/// "BR-02x3|BR-04*2" → {BR-02, BR-04}: how often each was met is left aside.
std::set<std::string> rules_in(const std::string& list);

/// What is left out and why: rules by name, or the beginning of one and a star, for all files or
/// one.
class LeftOut {
public:
    /// Reads a file of this test's folder.
    explicit LeftOut(const std::string& file = "left_out.json");
    /// Empty where the rule is not left out there.
    std::string reason(const std::string& file, const std::string& rule) const;
    /// Which entries no comparison has needed: a reason that is no longer true.
    std::vector<std::string> unused() const;

private:
    struct Entry {
        std::string file, rule, reason;
        mutable int used{0};
    };
    std::vector<Entry> entries_;
};

}  // namespace tests
