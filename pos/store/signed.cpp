#include "pos/store/signed.hpp"

#include "pos/journal/chain.hpp"

namespace pos::store {

db::Result<bool> is_as_signed(db::Connection& db, const Signed& one, std::int64_t journal) {
    auto before = one.before;
    if (!before) {
        auto parted = db.value<Hash>("SELECT after_hash FROM tail WHERE number = $1", journal);
        if (!parted) return std::unexpected{std::move(parted.error())};
        before = *parted;
    }
    if (!before) return false;
    journal::ChainVerifier chain{one.entry.journal_id, one.key, {one.entry.seq - 1, *before}};
    return chain.check(one.entry).has_value();
}

}  // namespace pos::store
