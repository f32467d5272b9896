#include "pos/billing/bank/statement.hpp"

#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::bank {

std::string to_string(Format format) {
    switch (format) {
        case Format::camt_052:
            return "camt.052";
        case Format::camt_053:
            return "camt.053";
        case Format::camt_054:
            return "camt.054";
        case Format::mt940:
            return "MT940";
        case Format::mt942:
            return "MT942";
    }
    POS_ASSERT(!"format");
    return {};
}

bool must_balance(Format format) {
    return format == Format::camt_053 || format == Format::mt940;
}

BalanceCheck check_balance(const Statement& statement) {
    using Result = BalanceCheck::Result;
    BalanceCheck check;
    if (!statement.opening || !statement.closing) return check;
    const std::string& currency = statement.opening->amount.currency;
    check.result = Result::mixed_currencies;
    if (statement.closing->amount.currency != currency) return check;
    check.expected = statement.opening->amount.value;
    for (const Entry& entry : statement.entries) {
        if (entry.status != Status::booked) continue;
        if (entry.amount.currency != currency) return check;
        check.expected += entry.amount.value;
    }
    check.difference = statement.closing->amount.value - check.expected;
    check.result = check.difference == Exact{} ? Result::good : Result::differs;
    return check;
}

std::string to_string(const BalanceCheck& check) {
    switch (check.result) {
        case BalanceCheck::Result::good:
            return {};
        case BalanceCheck::Result::differs:
            return "opening balance and entries come to " + to_string(check.expected, 2) +
                   ", the closing balance is " + to_string(check.expected + check.difference, 2) +
                   ": " + to_string(check.difference, 2) + " apart";
        case BalanceCheck::Result::incomplete:
            return "the opening or the closing balance is missing";
        case BalanceCheck::Result::mixed_currencies:
            return "balances and entries are not in one currency";
    }
    POS_ASSERT(!"result");
    return {};
}

std::string to_string(const ReadError& error) {
    return (error.line == 0 ? "" : "line " + std::to_string(error.line) + ": ") + error.reason;
}

}  // namespace pos::billing::bank
