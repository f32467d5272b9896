#include "app/core/bench/big_shop.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <variant>

#include "app/core/bench/goods.hpp"
#include "app/core/bench/shop.hpp"
#include "app/core/imports/import_items.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/base/assert.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/floor/item_writes.hpp"
#include "pos/store/floor/replay.hpp"

namespace app::core::bench {

namespace {

namespace floor = pos::store::floor;
namespace imports = core::imports;

constexpr std::int64_t kFavourites = 40;

/// The catalogue's rows as a file that is never on a disk.
class GoodsInput final : public tabular::Input {
public:
    explicit GoodsInput(std::uint64_t items) : items_{items}, ready_{kGoodsHeader} {}

    std::expected<std::size_t, tabular::InputError> read(std::span<char> out) override {
        if (ready_.empty()) {
            for (; next_ < items_ && ready_.size() < out.size(); ++next_)
                append_csv(goods(next_), ready_);
        }
        const std::size_t size = std::min(out.size(), ready_.size());
        std::copy_n(ready_.begin(), size, out.begin());
        ready_.erase(0, size);
        return size;
    }
    tabular::Progress progress() const override { return {}; }
    pos::Hash finish_hash() override { return {}; }

private:
    std::uint64_t items_;
    std::uint64_t next_{0};
    std::string ready_;
};

/// Writes what ours has imported so far into another database.
class Shadow {
public:
    static Outcome<Shadow> open(const std::string& where) {
        auto raw = floor::RawDatabase::open(where);
        if (!raw) return std::unexpected{failure_of(raw.error())};
        Shadow shadow;
        shadow.raw_ = std::make_unique<floor::RawDatabase>(std::move(*raw));
        shadow.replay_ = std::make_unique<floor::Replay>(*shadow.raw_);
        if (auto begun = shadow.timed("BEGIN IMMEDIATE"); !begun)
            return std::unexpected{begun.error()};
        return shadow;
    }

    Outcome<void> follow(pos::store::db::Connection& ours) {
        auto behind = floor::item_writes_after(ours, last_);
        if (!behind) return std::unexpected{failure_of(behind.error())};
        last_ = behind->last;
        const auto loaded = replay_->load(behind->writes);
        if (!loaded) return std::unexpected{failure_of(loaded.error())};
        const Stopwatch watch;
        const auto written = replay_->apply(*loaded);
        took_ += watch.elapsed();
        replay_->unload();
        if (!written) return std::unexpected{failure_of(written.error())};
        return {};
    }
    Outcome<void> finish() { return timed("COMMIT"); }
    Nanoseconds took() const { return took_; }

private:
    Outcome<void> timed(const char* sql) {
        const Stopwatch watch;
        const auto done = raw_->run(sql);
        took_ += watch.elapsed();
        if (!done) return std::unexpected{failure_of(done.error())};
        return {};
    }

    std::unique_ptr<floor::RawDatabase> raw_;
    std::unique_ptr<floor::Replay> replay_;
    std::int64_t last_{0};
    Nanoseconds took_{0};
};

/// A file that stops the watch while it is read, so that neither reading it nor what is done
/// meanwhile counts.
class WatchedInput final : public tabular::Input {
public:
    using Between = std::function<Outcome<void>()>;
    WatchedInput(std::unique_ptr<tabular::Input> input, Stopwatch& watch, Between between)
        : input_{std::move(input)}, watch_{watch}, between_{std::move(between)} {}

    std::expected<std::size_t, tabular::InputError> read(std::span<char> out) override {
        watch_.pause();
        if (failed) return 0;
        if (auto done = between_(); !done) failed = std::move(done.error());
        auto size = input_->read(out);
        watch_.resume();
        return size;
    }
    tabular::Progress progress() const override { return input_->progress(); }
    pos::Hash finish_hash() override { return input_->finish_hash(); }

    std::optional<Failure> failed;

private:
    std::unique_ptr<tabular::Input> input_;
    Stopwatch& watch_;
    Between between_;
};

Outcome<std::unique_ptr<tabular::Input>> input_of(const Catalogue& catalogue) {
    if (catalogue.file.empty())
        return std::unique_ptr<tabular::Input>{std::make_unique<GoodsInput>(catalogue.items)};
    auto file = tabular::open_input(catalogue.file);
    if (!file) return std::unexpected{Failure{FailureKind::environment, to_string(file.error())}};
    return std::move(*file);
}

Failure import_failure(const imports::ImportError& error) {
    if (const auto* input = std::get_if<tabular::InputError>(&error))
        return {FailureKind::environment, to_string(*input)};
    if (const auto* store = std::get_if<pos::store::StoreError>(&error)) return failure(*store);
    return {FailureKind::refused,
            "The catalogue cannot be imported: it needs the columns barcode and name."};
}

}  // namespace

Outcome<BigShop> make_big_shop(const Scratch& scratch, const std::string& name,
                               const Catalogue& catalogue, bool against_floor) {
    BigShop shop{.where = scratch.file(name + ".db")};
    const std::string bare = scratch.file(name + "-floor.db");
    {
        Seeded random{catalogue.items};
        auto made = make_shop(shop.where, random);
        if (!made) return std::unexpected{made.error()};
    }
    std::optional<Shadow> shadow;
    if (against_floor) {
        if (auto copied = copy_shop(shop.where, bare); !copied)
            return std::unexpected{copied.error()};
        auto opened = Shadow::open(bare);
        if (!opened) return std::unexpected{opened.error()};
        shadow = std::move(*opened);
    }
    auto opened = open_again(shop.where);
    if (!opened) return std::unexpected{opened.error()};
    pos::store::Store& store = **opened;
    auto input = input_of(catalogue);
    if (!input) return std::unexpected{input.error()};

    Stopwatch watch;
    const auto between = [&]() -> Outcome<void> {
        if (shadow) return shadow->follow(store.reader().connection());
        return {};
    };
    auto watched = std::make_unique<WatchedInput>(std::move(*input), watch, between);
    const WatchedInput& watched_input = *watched;
    auto file = tabular::Reader::open(std::move(watched), "catalogue", {});
    if (!file) return std::unexpected{Failure{FailureKind::environment, to_string(file.error())}};
    Seeded random{catalogue.items};
    const imports::ImportedBy by{};
    const auto done = imports::import_items(*file, {.skip_bad = true, .tax_class = "standard"},
                                            store, by, kOpening, random, {});
    watch.pause();
    if (watched_input.failed) return std::unexpected{*watched_input.failed};
    if (!done) return std::unexpected{import_failure(done.error())};
    shop.items = done->added;
    shop.import_took = watch.sum();
    if (shadow) {
        if (auto rest = shadow->follow(store.reader().connection()); !rest)
            return std::unexpected{rest.error()};
        if (auto finished = shadow->finish(); !finished) return std::unexpected{finished.error()};
        shop.floor_took = shadow->took();
        shadow.reset();
        remove_shop(bare);
    }
    if (auto put = put_favourites(store, kFavourites); !put) return std::unexpected{put.error()};
    const auto till = open_till(store, random, kOpening);
    if (!till) return std::unexpected{till.error()};
    return shop;
}

}  // namespace app::core::bench
