#include "pos/store/billing/billed.hpp"

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"

namespace pos::store::billing {

Bytes bytes_of(const Billed& billed) {
    return billed.references == customer::InvoiceReferences{}
               ? journal::archive::to_bytes(billed.party)
               : journal::archive::to_bytes(billed);
}

std::optional<Billed> billed_from(BytesView bytes) {
    if (auto party = journal::archive::from_bytes<customer::Party>(bytes)) {
        return Billed{std::move(*party), {}};
    }
    auto billed = journal::archive::from_bytes<Billed>(bytes);
    if (!billed) return std::nullopt;
    return std::move(*billed);
}

Billed billed_of(const std::optional<Bytes>& sealed) {
    auto billed = sealed ? billed_from(*sealed) : std::nullopt;
    return billed ? std::move(*billed) : Billed{};
}

}  // namespace pos::store::billing
