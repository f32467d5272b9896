// Goal: what we write passes the official rules and the schemas.
// Method: Saxon runs the official rule books over our own invoices of every kind in both syntaxes,
// and over every published example after it was read and written: in its own syntax it breaks no
// rule that it did not break before, in the other one none at all if it broke none.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/conformance/invoice/examples.hpp"
#include "tests/conformance/invoice/official.hpp"
#include "tests/conformance/published/runner.hpp"
#include "tests/support/invoice_samples.hpp"
#include "tests/support/sanitized.hpp"

using namespace pos::billing::invoice;
using namespace tests;

namespace {

std::string words_of(const std::set<std::string>& rules) {
    std::string text;
    for (const std::string& rule : rules) text += rule + " ";
    return text;
}

}  // namespace

TEST(InvoiceOfficial, our_own_invoices_pass) {
    if (test::kSanitized) GTEST_SKIP() << "Java is no part of what a sanitizer looks at";
    if (const std::string missing = Official::missing(); !missing.empty()) GTEST_SKIP() << missing;
    Official official;
    std::size_t count = 0;
    for (auto [name, invoice] : sample_invoices()) {
        official.add("EN16931-UBL", name, ubl::write(invoice));
        official.add("EN16931-CII", name, cii::write(invoice));
        if (name != "out_of_scope") {  // XRechnung demands a rate of every group
            official.add("XRechnung-UBL", name, ubl::write(invoice));
            official.add("XRechnung-CII", name, cii::write(invoice));
        }
        invoice.specification = kPeppolBilling;
        // Peppol knows one note, no self-billing in this process, and its own schemes.
        if (name != "full" && name != "self_billed" && name != "out_of_scope")
            official.add("PEPPOL-EN16931-UBL", name, ubl::write(invoice));
        ++count;
    }
    for (auto [rules, files] : official.run()) {
        for (auto& [name, fatal] : files) {
            // The schema knows the reasons of allowances alone, the rules those of charges too.
            if (rules == "EN16931-CII") fatal.erase("XSD ReasonCode");
            EXPECT_EQ(words_of(fatal), "") << rules << " " << name;
        }
    }
    std::cout << count << " invoices of our own under five rule books\n";
}

TEST(InvoiceOfficial, published_examples_pass_after_they_were_read_and_written) {
    if (test::kSanitized) GTEST_SKIP() << "Java is no part of what a sanitizer looks at";
    if (const std::string missing = Official::missing(); !missing.empty()) GTEST_SKIP() << missing;
    const auto examples = Examples::unpack();
    ASSERT_TRUE(examples);
    Official official;
    std::map<std::string, std::set<std::string>> before;
    std::map<std::string, std::string> files;
    for (const Row& row : read_table(data_folder() + "/einvoice/expected-validation.tsv")) {
        if (row.at("validator") != "en16931") continue;
        const std::string file = row.at("group") + "/" + row.at("file");
        const auto reading = read(examples->text(row.at("group"), row.at("file")));
        ASSERT_TRUE(reading) << file;
        const std::string name = "example" + std::to_string(files.size());
        files[name] = file;
        before[name] = rules_in(row.at("fatal_rules"));
        const bool was_ubl = reading->syntax == Syntax::ubl;
        const bool right = before[name].empty();
        if (was_ubl || right) official.add("EN16931-UBL", name, ubl::write(reading->invoice));
        if (!was_ubl || right) official.add("EN16931-CII", name, cii::write(reading->invoice));
    }
    const LeftOut left_out{"official_left_out.json"};
    std::size_t count = 0;
    std::size_t left = 0;
    for (const auto& [rules, found] : official.run()) {
        for (const auto& [name, fatal] : found) {
            ++count;
            std::set<std::string> fresh;
            std::ranges::set_difference(fatal, before[name], std::inserter(fresh, fresh.end()));
            std::erase_if(fresh, [&](const std::string& rule) {
                const bool out = !left_out.reason(files[name], rule).empty();
                left += out ? 1 : 0;
                return out;
            });
            // What lacks something that a schema demands still lacks it.
            if (!before[name].empty())
                std::erase_if(fresh, [](const auto& rule) { return rule.starts_with("XSD"); });
            EXPECT_EQ(words_of(fresh), "") << rules << " " << files[name];
        }
    }
    for (const std::string& entry : left_out.unused())
        ADD_FAILURE() << "left out and not needed: " << entry;
    std::cout << files.size() << " examples written " << count << " times, " << left
              << " findings left out\n";
}
