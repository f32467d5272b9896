#include "app/core/office/own_till.hpp"

#include <algorithm>

#include "pos/journal/key_file.hpp"
#include "pos/store/office/membership.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

Outcome<pos::journal::SigningKey> load_own_key(const std::string& where,
                                               const pos::store::StoreOptions& options) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto given = with_key_file(options, where);
    if (!given) return std::unexpected{given.error()};
    const std::string file =
        given->key_file.empty() ? pos::journal::key_path(target->where).string() : given->key_file;
    auto key = pos::journal::load_key(file);
    if (key) return std::move(*key);
    using pos::store::OpenErrorKind;
    pos::store::OpenError error{.kind = key.error() == pos::journal::KeyFileError::missing
                                            ? OpenErrorKind::key_missing
                                            : OpenErrorKind::key_unusable,
                                .key = key.error()};
    error.cause.text = file;
    return std::unexpected{failure(error, where)};
}

Outcome<std::unique_ptr<pos::store::db::Connection>> open_till_database(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto db = pos::store::office::open_for_sending(*target);
    if (!db) return std::unexpected{failure(db.error(), where)};
    return std::move(*db);
}

Outcome<OwnTill> read_own_till(std::unique_ptr<pos::store::db::Connection> db,
                               const std::string& where, const pos::store::StoreOptions& options) {
    auto key = load_own_key(where, options);
    if (!key) return std::unexpected{key.error()};
    const auto journals = pos::store::Reader{*db}.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    const auto own =
        std::ranges::find(*journals, key->public_key(), &pos::journal::JournalRow::public_key);
    if (own == journals->end()) {
        return std::unexpected{failure(
            pos::store::OpenError{.kind = pos::store::OpenErrorKind::key_of_another}, where)};
    }
    return OwnTill{std::move(db), std::make_unique<pos::journal::SigningKey>(std::move(*key)),
                   *own};
}

}  // namespace app::core
