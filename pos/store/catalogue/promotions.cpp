#include "pos/store/catalogue/promotions.hpp"

#include <algorithm>
#include <utility>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/store/catalogue/catalogue.hpp"

namespace pos::store {

Bytes promotion_bytes(const catalog::Promotion& promotion) {
    return journal::archive::to_bytes(promotion);
}

std::optional<catalog::Promotion> promotion_from(BytesView bytes) {
    auto promotion = journal::archive::from_bytes<catalog::Promotion>(bytes);
    if (!promotion) return std::nullopt;
    return std::move(*promotion);
}

db::Result<std::vector<StoredPromotion>> promotions(db::Connection& db) {
    std::vector<StoredPromotion> all;
    const auto done =
        db.each("SELECT content, branch FROM promotion ORDER BY code, promotion, branch",
                [&](const db::Row& row) {
                    auto read = promotion_from(row.bytes(0));
                    if (!read) return;
                    if (all.empty() || all.back().promotion.id != read->id) {
                        all.push_back({std::move(*read), {}});
                    }
                    if (!row.text(1).empty()) all.back().branches.emplace_back(row.text(1));
                });
    if (!done) return std::unexpected{done.error()};
    return all;
}

db::Result<std::vector<catalog::Promotion>> promotions_of(db::Connection& db,
                                                          std::string_view branch) {
    std::vector<catalog::Promotion> all;
    const auto done = db.each(
        "SELECT content FROM promotion WHERE (branch = '' OR branch = $1) AND "
        "(NOT EXISTS (SELECT 1 FROM change_cursor) OR EXISTS "
        "(SELECT 1 FROM fed WHERE fed.kind = 7 AND fed.thing = promotion.promotion)) "
        "ORDER BY promotion, branch DESC",
        [&](const db::Row& row) {
            auto read = promotion_from(row.bytes(0));
            // What it says of the branch itself goes before what it says of all.
            if (read && (all.empty() || all.back().id != read->id)) all.push_back(std::move(*read));
        },
        branch);
    if (!done) return std::unexpected{done.error()};
    return all;
}

db::Result<void> CatalogueWriter::put(const catalog::Promotion& promotion,
                                      std::span<const std::string> branches) {
    const std::string all;
    const std::span<const std::string> named = branches.empty() ? std::span{&all, 1} : branches;
    std::vector<std::string> before;
    auto done = db_.each(
        "SELECT branch FROM promotion WHERE promotion = $1",
        [&](const db::Row& row) { before.emplace_back(row.text(0)); }, promotion.id);
    if (done) done = db_.exec("DELETE FROM promotion WHERE promotion = $1", promotion.id);
    if (!done) return std::unexpected{done.error()};
    const Bytes content = promotion_bytes(promotion);
    for (const std::string& branch : named) {
        done = db_.exec(
            "INSERT INTO promotion (promotion, branch, code, content) VALUES ($1, $2, $3, $4)",
            promotion.id, branch, promotion.code, content);
        if (!done) return std::unexpected{done.error()};
        if (touched_) touched_->promotions.emplace(promotion.id, branch);
    }
    for (const std::string& branch : before) {
        if (touched_) touched_->promotions.emplace(promotion.id, branch);
    }
    return {};
}

}  // namespace pos::store
