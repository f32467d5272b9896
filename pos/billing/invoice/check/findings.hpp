#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/billing/invoice/check/check.hpp"

namespace pos::billing::invoice::check {

/// Collects broken rules, each once, with what it is about.
class Findings {
public:
    explicit Findings(const Reading& of) : reading{of}, invoice{of.invoice} {}

    /// Notes the rule unless `holds`.
    void require(bool holds, std::string_view rule, std::string_view words,
                 std::string_view example = {}) {
        if (!holds) note(rule, Severity::fatal, words, example);
    }
    /// The same for a rule whose breach is no more than a warning.
    void advise(bool holds, std::string_view rule, std::string_view words,
                std::string_view example = {}) {
        if (!holds) note(rule, Severity::warning, words, example);
    }
    void note(std::string_view rule, Severity severity, std::string_view words,
              std::string_view example);

    bool ubl() const { return reading.syntax == Syntax::ubl; }
    std::vector<Finding> take() { return std::move(findings_); }

    const Reading& reading;
    const Invoice& invoice;

private:
    std::vector<Finding> findings_;
};

// The rules of EN 16931, a file each.
void check_document(Findings& findings);
void check_parties(Findings& findings);
void check_lines(Findings& findings);
void check_totals(Findings& findings);
void check_taxes(Findings& findings);
void check_codes(Findings& findings);
void check_syntax(Findings& findings);
// What national and network rules add.
void check_xrechnung(Findings& findings);
void check_peppol(Findings& findings);
void check_peppol_identifiers(Findings& findings);

}  // namespace pos::billing::invoice::check
