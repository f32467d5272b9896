#include "app/core/bench/scan_contest.hpp"

#include <utility>
#include <vector>

#include "app/core/bench/shop.hpp"
#include "app/core/find_code.hpp"
#include "app/core/init.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/floor/raw_questions.hpp"

namespace app::core::bench {

namespace {

class ScanContest final : public Contest {
public:
    ScanContest(OpenReader reader, ShopState shop, pos::store::floor::RawQuestions raw)
        : reader_{std::move(reader)},
          shop_{std::move(shop)},
          raw_{std::move(raw)},
          rules_{code_rules(shop_.settings, shop_.journal.currency)},
          setup_{register_setup(shop_.settings, shop_.journal)} {}

    /// Chooses what is scanned: items from all over the catalogue.
    Outcome<void> choose(std::size_t scans) {
        auto& catalogue = reader_->catalogue();
        const auto items = catalogue.count();
        if (!items) return std::unexpected{failure_of(items.error())};
        POS_ASSERT(*items >= static_cast<std::int64_t>(kCartLines));
        while (codes_.size() < scans + kCartLines) {
            const auto row = 1 + random_.below(static_cast<std::uint64_t>(*items));
            const auto item = catalogue.by_row(static_cast<std::int64_t>(row));
            if (!item) return std::unexpected{failure_of(item.error())};
            if (!*item) continue;
            const auto codes = catalogue.barcodes((*item)->item.id);
            if (!codes) return std::unexpected{failure_of(codes.error())};
            if (codes->empty()) continue;
            codes_.push_back({codes->front().text, codes->front().key});
        }
        return fill_cart(scans);
    }

    Outcome<Nanoseconds> ours() override {
        pos::sale::Register cash_register{setup_,
                                          {.user = shop_.opening.user,
                                           .shift = shop_.opening.shift,
                                           .cart = cart_,
                                           .held = {},
                                           .last = {}}};
        const std::string& code = codes_[scanned_++ % pieces()].text;
        const Stopwatch watch;
        auto done = scan(cash_register, code);
        const auto took = watch.elapsed();
        if (!done) return std::unexpected{done.error()};
        POS_ASSERT(cash_register.state().priced.lines.size() == kCartLines);
        return took;
    }

    Outcome<Nanoseconds> floor() override {
        const std::string& key = codes_[looked_up_++ % pieces()].key;
        const Stopwatch watch;
        const auto found = raw_.item(key);
        const auto took = watch.elapsed();
        if (!found) return std::unexpected{failure_of(found.error())};
        POS_ASSERT(*found);
        return took;
    }

    std::size_t pieces() const override { return codes_.size() - kCartLines; }

private:
    struct Code {
        std::string text;
        std::string key;
    };

    Outcome<pos::store::Batch> scan(pos::sale::Register& cash_register, const std::string& code) {
        auto found = find_code(*reader_, code, rules_, shop_.zone.local(kOpening).date);
        if (!found) return std::unexpected{failure(found.error())};
        auto* const item = std::get_if<CodeOfItem>(&*found);
        POS_ASSERT(item != nullptr);
        const pos::sale::Stamp stamp{kOpening, shop_.zone.local(kOpening)};
        const pos::sale::AddItem add{
            .item = register_item(item->stored, shop_.taxes, stamp.local.date),
            .barcode = std::move(item->barcode),
            .own_line = true};
        const auto effects = cash_register.handle(add, stamp, random_);
        if (!effects) return refuse("The register refuses a scan.");
        for (const auto& effect : *effects) {
            if (const auto* store = std::get_if<pos::sale::Store>(&effect))
                return batch_of(*store, cash_register);
        }
        return pos::store::Batch{};
    }

    /// All lines of the cart but the last.
    Outcome<void> fill_cart(std::size_t from) {
        pos::sale::Register cash_register{setup_,
                                          {.user = shop_.opening.user,
                                           .shift = shop_.opening.shift,
                                           .cart = {},
                                           .held = {},
                                           .last = {}}};
        for (std::size_t line = 1; line < kCartLines; ++line) {
            const auto done = scan(cash_register, codes_[from + line].text);
            if (!done) return std::unexpected{done.error()};
        }
        cart_ = cash_register.state().cart;
        return {};
    }

    OpenReader reader_;
    ShopState shop_;
    pos::store::floor::RawQuestions raw_;
    CodeRules rules_;
    pos::sale::Setup setup_;
    Seeded random_{50};
    std::vector<Code> codes_;
    pos::sale::Cart cart_;
    std::size_t scanned_{0};
    std::size_t looked_up_{0};
};

}  // namespace

Outcome<std::unique_ptr<Contest>> scan_contest(const std::string& where, std::size_t scans) {
    auto reader = OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    const auto journals = (*reader)->journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    POS_ASSERT(!journals->empty());
    auto shop = read_shop(**reader, journals->back(), {});
    if (!shop) return std::unexpected{shop.error()};
    POS_ASSERT(shop->opening.shift.has_value());
    auto raw = pos::store::floor::RawQuestions::open(where);
    if (!raw) return std::unexpected{failure_of(raw.error())};
    auto contest =
        std::make_unique<ScanContest>(std::move(*reader), std::move(*shop), std::move(*raw));
    if (auto chosen = contest->choose(scans); !chosen) return std::unexpected{chosen.error()};
    return contest;
}

}  // namespace app::core::bench
