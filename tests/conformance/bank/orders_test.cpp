// Goal: orders to a bank are what the published schemas ask for. Method: our files beside the XSDs
// below $COUNTERFOIL_DATA/banking/xsd, with xmllint.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/bank_orders.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

void check(const std::string& file, const char* schema) {
    const char* data = std::getenv("COUNTERFOIL_DATA");
    if (data == nullptr) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    const std::string xsd = std::string{data} + "/banking/xsd/" + schema;
    ASSERT_TRUE(std::filesystem::exists(xsd)) << xsd;
    const test::TempDir directory;
    std::ofstream{directory.file("order.xml")} << file;
    const auto said = test::run_program(
        {"/usr/bin/xmllint", "--noout", "--schema", xsd, directory.file("order.xml")});
    EXPECT_EQ(said.exit, 0) << said.err << file;
}

}  // namespace

TEST(BankOrders, of_collections_keep_the_schema) {
    check(pos::billing::bank::to_pain_008(test::collection_order()), "pain.008.001.08.xsd");
}

TEST(BankOrders, of_transfers_keep_the_schema) {
    check(pos::billing::bank::to_pain_001(test::transfer_order()), "pain.001.001.09.xsd");
}
