#pragma once

#include <map>
#include <set>
#include <string>

#include "tests/support/temp_dir.hpp"

namespace tests {

/// The official rules, compiled to XSLT, on Saxon; and the schemas of both syntaxes.
class Official {
public:
    /// Why they cannot be run here; empty where they can.
    static std::string missing();

    /// Adds a file to those that run() looks at. `rules` is the name of a compiled rule book, as
    /// "EN16931-UBL" or "XRechnung-CII".
    void add(const std::string& rules, const std::string& name, const std::string& file);

    /// Fatal rules by rule book and file; one start of Java for each rule book. A file that the
    /// schema refuses has a rule
    /// "XSD" with the first element that is wrong.
    std::map<std::string, std::map<std::string, std::set<std::string>>> run();

private:
    void check_schema(const std::string& rules,
                      std::map<std::string, std::set<std::string>>& found);

    test::TempDir folder_;
    std::map<std::string, std::set<std::string>> names_;
};

}  // namespace tests
