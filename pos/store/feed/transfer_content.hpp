#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/base/ulid.hpp"

namespace pos::store::feed {

/// An open bill that is to be transferred, and what the payer is to write for it.
struct ToldTransfer {
    Ulid document{};
    std::string reference;
    bool operator==(const ToldTransfer&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & document & reference;
    }
};

/// Those of an account. A bill of its that is not among them is collected, charged or paid.
struct TransfersContent {
    std::vector<ToldTransfer> bills;
    bool operator==(const TransfersContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & bills;
    }
};

/// To whom bills are transferred.
struct PayeeContent {
    std::string name;
    std::string iban;
    std::string bic;  // may be empty
    bool operator==(const PayeeContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & name & iban & bic;
    }
};

/// What they are known by: there is one.
inline constexpr std::string_view kPayee = "payee";

}  // namespace pos::store::feed
