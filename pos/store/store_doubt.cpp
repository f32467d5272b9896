// After a write that failed: what of it is there, and does the disk take anything again?
#include "pos/journal/codec.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

/// What append() answers of an entry that it wrote.
StoredEvent stored_event(const journal::Entry& entry) {
    StoredEvent stored{.seq = entry.seq, .hash = entry.hash, .signature = entry.signature};
    const auto event = journal::decode(entry.kind, entry.version, entry.payload);
    if (!event) return stored;
    if (const auto* record = journal::ticket_of(*event)) {
        stored.number = record->number;
    } else if (const auto* close = std::get_if<journal::ShiftClosed>(&*event)) {
        stored.z_number = close->z_number;
        stored.grand_total = close->grand_total;
    }
    return stored;
}

/// Of no sale: ids are never all zeros. Readers of carts pass over its state.
constexpr Ulid kTrial{};

}  // namespace

Answer<std::optional<Stored>> Store::stored_behind(const journal::Head& before,
                                                   std::size_t events) {
    if (head().seq == before.seq) return std::optional<Stored>{};
    Stored stored;
    const auto done =
        reader().walk(journal().journal, before.seq, [&](const journal::Entry& entry) {
            // The batch came whole; before it the store may have noted a clock that went back.
            if (head().seq - entry.seq < events) stored.events.push_back(stored_event(entry));
            return true;
        });
    if (!done) return std::unexpected{done.error()};
    return stored;
}

Answer<void> Store::try_to_write() {
    const CartSave trial{kTrial, CartState::set_aside, Bytes{std::byte{0}}};
    for (const CartSave& save : {trial, drop_of(kTrial)}) {
        Batch batch;
        batch.carts.push_back(save);
        if (auto done = append(std::move(batch), last_at()); !done) {
            return std::unexpected{std::move(done.error())};
        }
    }
    return {};
}

}  // namespace pos::store
