// Goal: an electronic address that no network would know is told before an invoice bears it.
// Method: a table of addresses of the schemes whose forms are known, right and wrong.
#include "pos/billing/invoice/check/address.hpp"

#include <gtest/gtest.h>

using pos::billing::invoice::check::AddressFault;
using pos::billing::invoice::check::fault_of;

namespace {

struct AddressCase {
    const char* value;
    const char* scheme;
    std::optional<AddressFault> fault;
};

}  // namespace

TEST(InvoiceAddress, is_of_a_scheme_that_there_is) {
    const AddressCase cases[] = {{"", "EM", AddressFault::value_missing},
                                 {"", "", AddressFault::value_missing},
                                 {"x", "", AddressFault::scheme_missing},
                                 {"x", "1234", AddressFault::scheme_unknown},
                                 {"x", "em", AddressFault::scheme_unknown},
                                 {"991-33333TEST-33", "0204", {}},
                                 {"991-33333TEST-34", "0204", AddressFault::not_of_scheme},
                                 {"a@b.example", "EM", {}},
                                 {"a.b.example", "EM", AddressFault::not_of_scheme},
                                 {"DE123456789", "9930", {}},
                                 {"123456789", "9930", AddressFault::not_of_scheme},
                                 {"4035811991021", "0088", {}},
                                 {"4035811991022", "0088", AddressFault::not_of_scheme},
                                 {"0202239951", "0208", {}},
                                 {"0202239952", "0208", AddressFault::not_of_scheme},
                                 {"RSSMRA85T10A562", "0210", {}},  // no more than a warning
                                 {"PL1234567890", "9945", {}}};
    for (const AddressCase& each : cases) {
        EXPECT_EQ(fault_of({each.value, each.scheme, {}}), each.fault)
            << each.scheme << ':' << each.value;
    }
}
