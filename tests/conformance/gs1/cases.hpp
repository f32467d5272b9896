#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pos/catalog/gs1/element.hpp"

namespace tests::gs1 {

/// A line of a file of cases below $COUNTERFOIL_DATA/gs1.
struct Case {
    std::string name;                  // the columns that name it, as they stand in the file
    std::vector<std::string> columns;  // with their escapes undone, as many as the heading has
};

/// Every case of a file; none where $COUNTERFOIL_DATA is unset. `named_by` are the columns that
/// make up a case's name.
std::vector<Case> cases_of(const std::string& file, const std::vector<std::size_t>& named_by);

/// What a case found that it should not: "expected ^01…, got ^02…". Empty: it passed.
using Difference = std::optional<std::string>;
using RunCase = std::function<Difference(const Case&, const pos::catalog::gs1::Leniency&)>;

/// Runs every case, each as left_out.tsv says: by default with nothing lenient, or as lenient as
/// the list says for it. One that fails and is not left out fails the test, and so does one that is
/// left out and passes, or that no case of the file is. Prints what was left out, and why.
void run_cases(const std::string& file, const std::vector<Case>& cases, const RunCase& run);

}  // namespace tests::gs1
