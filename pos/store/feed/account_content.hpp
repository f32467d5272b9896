#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/money.hpp"

namespace pos::store::feed {

/// A bill as tills are told of it.
struct ToldBill {
    Ulid document{};
    std::string number;
    Date issued_on{};
    Date due_on{};
    Money payable{};
    Money open{};  // 0: paid
    bool operator==(const ToldBill&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & document & number & issued_on & due_on & payable & open;
    }
};

/// An account of head office's: what is open, what was paid last, and which payments of tills that
/// holds already. Whose it is tills know by the customer.
struct AccountContent {
    std::string number;
    Ulid party{};
    Money ahead{};  // paid and on no bill
    std::vector<ToldBill> bills;
    std::vector<Ulid> payments;
    bool operator==(const AccountContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & number & party & ahead & bills & payments;
    }
};

/// What stands before a till's payment in the books of receivables: "till:" and the ticket's id.
inline constexpr std::string_view kTillPayment = "till:";

}  // namespace pos::store::feed
