#include "app/core/simulate/follower.hpp"

#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/db/migrate.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/migrations.hpp"
#include "sync/client/follow.hpp"

namespace app::core::simulate {

namespace client = syncing::client;

void PriceWatch::await(pos::UnitPrice price) {
    const std::lock_guard lock{mutex_};
    price_ = price;
    ++round_;
    took_ = {};
    since_ = {};
}

void PriceWatch::seen(pos::UnitPrice price, std::uint64_t& round) {
    const std::lock_guard lock{mutex_};
    if (round == round_ || price != price_) return;
    round = round_;
    took_.add(since_.elapsed());
    changed_.notify_all();
}

bool PriceWatch::reached(std::size_t tills, std::chrono::seconds at_most) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, at_most, [&] { return took_.size() >= tills; });
}

std::size_t PriceWatch::tills_so_far() const {
    const std::lock_guard lock{mutex_};
    return took_.size();
}

bench::Samples PriceWatch::take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(took_, {});
}

Outcome<std::unique_ptr<Follower>> Follower::make(const pos::store::office::Membership& membership,
                                                  const pos::journal::SigningKey& key,
                                                  std::string branch, pos::Currency currency,
                                                  pos::Clock& clock, PriceWatch& watch,
                                                  std::uint64_t seed) {
    namespace db = pos::store::db;
    auto scratch = db::open_scratch();
    if (!scratch) return std::unexpected{failure(pos::store::to_store_error(scratch.error()))};
    if (auto made = db::migrate(**scratch, pos::store::migrations()); !made) {
        return std::unexpected{failure(pos::store::to_store_error(made.error().cause))};
    }
    return std::unique_ptr<Follower>{new Follower{std::move(*scratch), membership, key,
                                                  std::move(branch), currency, clock, watch, seed}};
}

Follower::Follower(std::unique_ptr<pos::store::db::Connection> db,
                   const pos::store::office::Membership& membership,
                   const pos::journal::SigningKey& key, std::string branch, pos::Currency currency,
                   pos::Clock& clock, PriceWatch& watch, std::uint64_t seed)
    : db_{std::move(db)},
      office_{membership, key, clock},
      branch_{std::move(branch)},
      currency_{currency},
      clock_{clock},
      watch_{watch},
      downlink_{{.follow = [this] { return follow(); },
                 .stop = [this] { office_.cancel(); },
                 .seed = seed}} {}

client::Outcome<bool> Follower::follow() {
    const auto failed = [](pos::store::db::DbError error) {
        return client::trouble(pos::store::to_store_error(std::move(error)));
    };
    pos::store::feed::Applied applied;
    const pos::store::feed::Till till{
        .branch = branch_, .currency = currency_, .now = clock_.now()};
    auto followed = client::follow(*db_, office_, till, true, applied);
    if (!followed) return std::unexpected{std::move(followed.error())};
    const auto item = pos::store::Catalogue{*db_, currency_}.by_number(watch_.item());
    if (!item) return failed(item.error());
    if (*item) watch_.seen((*item)->item.price, seen_);
    return applied.changes > 0;
}

}  // namespace app::core::simulate
