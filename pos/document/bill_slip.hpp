#pragma once

#include <optional>
#include <string>

#include "pos/base/calendar.hpp"
#include "pos/document/writer.hpp"
#include "pos/money/money.hpp"

namespace pos::document {

/// How a bill is transferred.
struct BillTransfer {
    std::string payee;
    std::string account;    // as people read it out
    std::string bic;        // may be empty
    std::string reference;  // as the payer is to write it
    std::string code;       // what a banking app scans; empty: there is none
    bool operator==(const BillTransfer&) const = default;
};

/// A bill of head office's as the till knows it.
struct BillSlip {
    std::string number;
    std::string account_number;
    std::string customer;  // the name; may be empty
    Date due_on{};
    Money payable{};
    Money open{};                            // nothing: it is paid
    LocalTime at{};                          // when it is printed
    std::optional<BillTransfer> transfer{};  // none: it is not to be transferred
    bool operator==(const BillSlip&) const = default;
};

/// For a customer who wants to have it on paper: what it comes to and what is open of it, and its
/// number as a code that tills scan; where it is to be transferred, to whom, with a code that
/// banking apps scan. It says nothing of a payment: that has a receipt of its own.
Document bill_slip(const BillSlip& bill, const House& house, const std::string& till);

}  // namespace pos::document
