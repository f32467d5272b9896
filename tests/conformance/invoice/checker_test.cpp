// Goal: our checker says of published invoices what the official rules say.
// Method: every document under every rule book that it was validated with, every fatal rule and
// every warning; every published unit test of a rule. What differs must stand in left_out.json with
// its reason, and every reason there must still be needed.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "pos/billing/invoice/cii/read.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/read.hpp"
#include "tests/conformance/invoice/examples.hpp"
#include "tests/conformance/published/runner.hpp"

using namespace pos::billing::invoice;
using namespace tests;

namespace {

struct Found {
    std::set<std::string> fatal;
    std::set<std::string> warnings;
};

void add(Found& found, const Reading& reading, check::Rules rules) {
    for (const check::Finding& finding : check::check(reading, rules))
        (finding.severity == check::Severity::fatal ? found.fatal : found.warnings)
            .insert(finding.rule);
}

check::Rules rules_of(const std::string& validator) {
    if (validator == "en16931") return check::Rules::en16931;
    return validator == "xrechnung" ? check::Rules::xrechnung : check::Rules::peppol;
}

struct Tally {
    int ran{0};
    int agreed{0};
    std::map<std::string, int> left_out;  // by reason

    void print(const char* what) const {
        std::cout << what << ": " << ran << " ran, " << agreed << " agreed, " << ran - agreed
                  << " agreed but for what is left out\n";
        for (const auto& [reason, count] : left_out)
            std::cout << "  " << count << " × " << reason << "\n";
    }
};

/// Rules that one side names and the other does not, and that are not left out.
std::string differences(const std::set<std::string>& expected, const std::set<std::string>& found,
                        const std::string& file, const LeftOut& left_out, Tally& tally,
                        bool& clean) {
    std::string text;
    const auto say = [&](const std::string& rule, const char* sign) {
        clean = false;
        const std::string reason = left_out.reason(file, rule);
        if (reason.empty()) {
            text += std::string{" "} + sign + rule;
        } else {
            ++tally.left_out[reason];
        }
    };
    for (const std::string& rule : expected) {
        if (!found.contains(rule)) say(rule, "-");
    }
    for (const std::string& rule : found) {
        if (!expected.contains(rule)) say(rule, "+");
    }
    return text;
}

void check_documents(const Examples& examples, const LeftOut& left_out) {
    Tally tally;
    for (const Row& row : read_table(data_folder() + "/einvoice/expected-validation.tsv")) {
        const std::string name = row.at("group") + "/" + row.at("file");
        const auto reading = read(examples.text(row.at("group"), row.at("file")));
        ASSERT_TRUE(reading) << name << ": " << to_string(reading.error());
        Found found;
        add(found, *reading, rules_of(row.at("validator")));
        ++tally.ran;
        bool clean = true;
        const std::string text = differences(rules_in(row.at("fatal_rules")), found.fatal, name,
                                             left_out, tally, clean) +
                                 differences(rules_in(row.at("warning_rules")), found.warnings,
                                             name, left_out, tally, clean);
        EXPECT_EQ(text, "") << name << " " << row.at("validator");
        tally.agreed += clean ? 1 : 0;
    }
    EXPECT_GT(tally.ran, 1'000);
    tally.print("documents × rule books");
}

/// The invoice inside the numbered test of a set.
const pos::xml::Element* invoice_of(const pos::xml::Element& set, int number) {
    int at = 0;
    for (const pos::xml::Element& test : set.children()) {
        if (test.name != "test" || ++at != number) continue;
        for (const pos::xml::Element& child : test.children()) {
            if (ubl::is_ubl(child) || cii::is_cii(child)) return &child;
        }
    }
    return nullptr;
}

std::string wrong_in(const Row& row, const Found& found, const std::string& file,
                     const LeftOut& left_out, Tally& tally, bool& clean) {
    std::string text;
    const auto say = [&](const std::string& rule, bool wrong, const char* sign) {
        if (!wrong) return;
        clean = false;
        const std::string reason = left_out.reason(file, rule);
        if (reason.empty()) {
            text += std::string{" "} + sign + rule;
        } else {
            ++tally.left_out[reason];
        }
    };
    for (const std::string& rule : rules_in(row.at("expected_success")))
        say(rule, found.fatal.contains(rule) || found.warnings.contains(rule), "+");
    for (const std::string& rule : rules_in(row.at("expected_error")))
        say(rule, !found.fatal.contains(rule), "-");
    for (const std::string& rule : rules_in(row.at("expected_warning")))
        say(rule, !found.warnings.contains(rule), "-");
    return text;
}

void check_unit_tests(const Examples& examples, const LeftOut& left_out) {
    Tally tally;
    for (const Row& row : read_table(data_folder() + "/einvoice/expected-unit-tests.tsv")) {
        const std::string file = row.at("group") + "/" + row.at("file");
        const std::string name = file + " no. " + row.at("test_no");
        const auto document = pos::xml::read(examples.text(row.at("group"), row.at("file")));
        ASSERT_TRUE(document) << name << ": " << to_string(document.error());
        const pos::xml::Element* root = invoice_of(document->root(), std::stoi(row.at("test_no")));
        ASSERT_NE(root, nullptr) << name;
        const Reading reading = ubl::is_ubl(*root) ? ubl::read(*root) : cii::read(*root);
        Found found;
        for (const auto rules :
             {check::Rules::en16931, check::Rules::xrechnung, check::Rules::peppol})
            add(found, reading, rules);
        ++tally.ran;
        bool clean = true;
        EXPECT_EQ(wrong_in(row, found, file, left_out, tally, clean), "")
            << name << ": " << row.at("description");
        tally.agreed += clean ? 1 : 0;
    }
    EXPECT_GT(tally.ran, 1'000);
    tally.print("unit tests of rules");
}

}  // namespace

TEST(InvoiceChecker, says_what_the_official_rules_say) {
    const auto examples = Examples::unpack();
    if (!examples) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    const LeftOut left_out;
    check_documents(*examples, left_out);
    check_unit_tests(*examples, left_out);
    for (const std::string& entry : left_out.unused())
        ADD_FAILURE() << "left out and not needed: " << entry;
}
