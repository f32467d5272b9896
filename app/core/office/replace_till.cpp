#include "app/core/office/replace_till.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "app/core/init.hpp"
#include "app/core/office/joined_till.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/successor.hpp"

namespace app::core {

namespace {

namespace fs = std::filesystem;
namespace office = pos::store::office;

/// Before the code is used up: another shop must not stand there.
Outcome<void> check_free(const std::string& where, const pos::store::db::DbTarget& target) {
    const auto taken = [&] {
        return refuse(
            Why::other, "place_taken",
            shown_database(where) +
                " exists already. A till that takes another one's place begins on a machine "
                "that has none: choose another name, or move what is there away.");
    };
    if (target.engine == pos::store::db::Engine::sqlite) {
        std::error_code none;
        return fs::exists(target.where, none) ? taken() : Outcome<void>{};
    }
    auto db = pos::store::db::open(target, {.mode = pos::store::db::OpenMode::read_only});
    if (!db) return std::unexpected{failure(pos::store::to_open_error(db.error()), where)};
    const auto journals = (*db)->value<std::int64_t>("SELECT count(*) FROM journal");
    return journals && journals->value_or(0) > 0 ? taken() : Outcome<void>{};  // else no table yet
}

office::Membership membership_of(const syncing::wire::ReplacementAnswer& known,
                                 const syncing::client::Address& address,
                                 const pos::journal::SigningKey& key, pos::Instant now) {
    return {.url = address.url,
            .pin = address.pin,
            .terminal = known.terminal,
            .public_key = key.public_key(),
            .epoch = known.epoch,
            .joined_at = now};
}

Outcome<void> make_shop(const std::string& where, const pos::store::StoreOptions& store_options,
                        const Replacement& what, const syncing::wire::ReplacementAnswer& known,
                        const pos::journal::SigningKey& key, pos::Instant now,
                        pos::Random& random) {
    NewShopOptions shop;
    shop.branch = known.branch;
    shop.terminal = known.code;
    shop.currency = known.currency;
    shop.zone = known.zone;
    shop.name = known.name;
    shop.locale = what.locale;
    shop.cashier = what.cashier;
    shop.series = known.series;
    shop.key = &key;
    if (known.head.seq > 0) {
        shop.predecessor = {known.journal, known.head.seq, known.head.hash};
    }
    const auto membership = membership_of(known, what.office, key, now);
    shop.also = [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
        auto joined = office::write_membership(to.connection(), membership);
        if (!joined) {
            return std::unexpected{pos::store::to_store_error(std::move(joined.error()))};
        }
        return {};
    };
    const auto store = init_shop(where, shop, store_options, now, random);
    if (!store) return std::unexpected{store.error()};
    return {};
}

}  // namespace

Outcome<Replaced> replace_till(const std::string& where, const pos::store::StoreOptions& given,
                               const Replacement& what, pos::Clock& clock, pos::Random& random) {
    if (const auto wrong = syncing::client::wrong_address(what.office)) {
        return misuse(Why::other, "bad_address", *wrong);
    }
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto store_options = with_key_file(given, where);
    if (!store_options) return std::unexpected{store_options.error()};
    if (auto is_free = check_free(where, *target); !is_free) {
        return std::unexpected{is_free.error()};
    }
    const std::string key_file = store_options->key_file.empty()
                                     ? pos::journal::key_path(target->where).string()
                                     : store_options->key_file;
    if (auto made = make_key_folder(store_options->key_file); !made) {
        return std::unexpected{made.error()};
    }
    // Kept before the office hears of it, so that an answer that is lost is asked for again.
    const auto key = pos::store::next_key(key_file, false, random);
    if (!key) {
        return std::unexpected{
            Failure{FailureKind::environment,
                    fmt::format("The key {}.next cannot be made or read. Does its folder exist, "
                                "and may this user write there?",
                                key_file),
                    Why::other, "key_not_made"}};
    }
    auto known = syncing::client::replace(what.office, what.code, store_options->program, *key);
    if (!known) return std::unexpected{failure(known.error())};
    if (auto made = make_shop(where, *store_options, what, *known, *key, clock.now(), random);
        !made) {
        return std::unexpected{made.error()};
    }
    std::error_code none;
    fs::remove(key_file + ".next", none);

    Replaced done{std::move(*known), {}, {}};
    auto till = JoinedTill::open(where, *store_options, clock, random);
    if (!till) return std::unexpected{failure(till.error())};
    if (!*till) return std::unexpected{JoinedTill::not_joined(where)};
    if (auto followed = (*till)->follow(false, done.taken_in); !followed) {
        done.not_taken_in = failure(followed.error());
    }
    return done;
}

}  // namespace app::core
