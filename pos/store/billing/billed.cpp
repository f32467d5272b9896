#include "pos/store/billing/billed.hpp"

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"

namespace pos::store::billing {

Bytes bytes_of(const Billed& billed) {
    if (!billed.debited.empty()) return journal::archive::to_bytes(billed);
    journal::archive::Writer writer;
    writer.write(billed.party);
    if (billed.references != customer::InvoiceReferences{}) writer.write(billed.references);
    return std::move(writer).take();
}

std::optional<Billed> billed_from(BytesView bytes) {
    // Each begins with what the shorter ones are, so that one alone ends with the last byte.
    for (const int parts : {1, 2, 3}) {
        Billed billed;
        journal::archive::Reader reader{bytes};
        reader.read(billed.party);
        if (parts > 1) reader.read(billed.references);
        if (parts > 2) reader.read(billed.debited);
        if (!reader.finish()) return billed;
    }
    return std::nullopt;
}

Billed billed_of(const std::optional<Bytes>& sealed) {
    auto billed = sealed ? billed_from(*sealed) : std::nullopt;
    return billed ? std::move(*billed) : Billed{};
}

}  // namespace pos::store::billing
