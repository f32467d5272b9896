#include "pos/store/floor/replay.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "pos/base/assert.hpp"

namespace pos::store::floor {

/// A key of our own: what is signed with it is thrown away, only the work counts.
struct Replay::Key {
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    // As long as what the chain signs (journal/chain.hpp): a tag and the hash.
    std::array<unsigned char, 2 * crypto_generichash_BYTES> message{};
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    std::array<unsigned char, crypto_generichash_BYTES> previous{};
};

Replay::Replay(const RawDatabase& db) : db_{db}, key_{std::make_unique<Key>()} {
    POS_ASSERT(sodium_init() >= 0);
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> ignored{};
    crypto_sign_keypair(ignored.data(), key_->secret.data());
}

Replay::~Replay() = default;

db::Result<sqlite3_stmt*> Replay::statement(const std::string& sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second.get();
    auto made = prepare(db_, sql);
    if (!made) return std::unexpected{std::move(made.error())};
    return statements_.emplace(sql, std::move(*made)).first->second.get();
}

db::Result<std::size_t> Replay::load(const RowWrites& writes) {
    std::vector<Bound> bound;
    bound.reserve(writes.size());
    for (const RowWrite& write : writes) {
        const auto made = statement(write.sql);
        if (!made) return std::unexpected{made.error()};
        bound.push_back({*made, &write});
    }
    for (const auto& [sql, where] :
         {std::pair{"BEGIN IMMEDIATE", &begin_}, std::pair{"COMMIT", &commit_}}) {
        const auto made = statement(sql);
        if (!made) return std::unexpected{made.error()};
        *where = *made;
    }
    loaded_.push_back(std::move(bound));
    return loaded_.size() - 1;
}

db::Result<void> Replay::step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) return std::unexpected{db_.error()};
    return {};
}

/// One BLAKE2b over the hash before and the bytes; one Ed25519 over a tag and the hash.
void Replay::prove(const RowWrite& write) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    crypto_generichash_update(&state, key_->previous.data(), key_->previous.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(write.hashed.data()),
                              write.hashed.size());
    crypto_generichash_final(&state, key_->previous.data(), key_->previous.size());
    if (!write.is_signed) return;
    std::ranges::copy(key_->previous, key_->message.begin() + crypto_generichash_BYTES);
    crypto_sign_detached(key_->signature.data(), nullptr, key_->message.data(),
                         key_->message.size(), key_->secret.data());
}

namespace {

int bind(sqlite3_stmt* to, int place, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(to, place, *integer);
    if (const auto* text = std::get_if<std::string>(&value))
        return sqlite3_bind_text64(to, place, text->data(), text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    if (const auto* bytes = std::get_if<Bytes>(&value)) {
        // Empty bytes are no NULL.
        if (bytes->empty()) return sqlite3_bind_zeroblob(to, place, 0);
        return sqlite3_bind_blob64(to, place, bytes->data(), bytes->size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(to, place);
}

}  // namespace

db::Result<void> Replay::apply(std::size_t loaded) {
    POS_ASSERT(loaded < loaded_.size());
    for (const Bound& row : loaded_[loaded]) {
        if (!row.write->hashed.empty()) prove(*row.write);
        int place = 0;
        for (const Value& value : row.write->values) {
            if (bind(row.statement, ++place, value) != SQLITE_OK)
                return std::unexpected{db_.error()};
        }
        if (auto done = step(row.statement); !done) return done;
    }
    return {};
}

db::Result<void> Replay::commit(std::size_t loaded) {
    if (auto begun = step(begin_); !begun) return begun;
    if (auto done = apply(loaded); !done) return done;
    return step(commit_);
}

}  // namespace pos::store::floor
