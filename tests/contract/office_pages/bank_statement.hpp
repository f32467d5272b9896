#pragma once

#include <string>
#include <vector>

namespace test {

/// Money that came in, as a bank says it.
struct BankEntry {
    std::string amount;
    std::string text;
    std::string name{};
};

/// A statement in GBP that begins with nothing, of two months ago.
///
/// source: ISO 20022, camt.053.001.08
std::string bank_statement(const std::vector<BankEntry>& entries, const std::string& closing);

}  // namespace test
