#pragma once

#include <boost/serialization/level.hpp>
#include <optional>
#include <string>

#include "pos/base/bytes.hpp"
#include "pos/customer/party.hpp"
#include "pos/customer/references.hpp"

namespace pos::store::billing {

/// Who is billed, and what they want to find on the document, as it is sealed beside it: a document
/// stays as it was issued, whatever is known of them later.
struct Billed {
    customer::Party party;
    customer::InvoiceReferences references{};
    std::string debited{};  // the account that it is collected from by direct debit; else empty
    bool operator==(const Billed&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & party & references & debited;
    }
};

/// The party, then its references, then the account that is debited: what is not said of the last
/// of them is left out, as documents had it before it could be said.
Bytes bytes_of(const Billed& billed);
/// Nothing for what no program of ours wrote.
std::optional<Billed> billed_from(BytesView bytes);
/// Who stands beside a document; nobody once that was erased.
Billed billed_of(const std::optional<Bytes>& sealed);

}  // namespace pos::store::billing

// Without a version of its own it begins with the bytes of the party.
BOOST_CLASS_IMPLEMENTATION(pos::store::billing::Billed, boost::serialization::object_serializable)
