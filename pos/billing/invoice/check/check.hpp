#pragma once

#include <string>
#include <vector>

#include "pos/billing/invoice/syntax/reading.hpp"

namespace pos::billing::invoice::check {

/// Whose rules. A user who asks for XRechnung or Peppol means EN 16931 as well.
enum class Rules { en16931, xrechnung, peppol };

enum class Severity { fatal, warning };

/// A rule that is broken.
struct Finding {
    std::string rule;  // "BR-CO-15"
    Severity severity{};
    std::string words;    // what is wrong, with the business term
    std::string example;  // where it was met first: "line 3", or a path
    int count{1};
};

/// Every broken rule of one set, once each, in the order of the rule books.
///
/// What the rules of the two syntaxes forbid by name is told with their ids; the hundreds of "this
/// element should not be there" are one warning of ours, CF-UNUSED. CF-FIGURE and CF-DATE are
/// fatal: what is no figure or no date counts as missing.
std::vector<Finding> check(const Reading& reading, Rules rules);

/// An invoice of our own: as it would be read from UBL.
Reading as_reading(const Invoice& invoice);

bool is_fatal(const std::vector<Finding>& findings);

}  // namespace pos::billing::invoice::check
