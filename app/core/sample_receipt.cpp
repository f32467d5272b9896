#include "app/core/sample_receipt.hpp"

#include <algorithm>
#include <iterator>

#include "app/core/find_code.hpp"
#include "app/core/paperwork.hpp"
#include "pos/sale/register.hpp"

namespace app::core {

namespace {

struct SampleWords {
    std::string_view language;
    const char* coffee;
    const char* bread;
};
constexpr SampleWords kSamples[] = {
    {"en", "Coffee", "Bread roll"}, {"de", "Kaffee", "Brötchen"}, {"fr", "Café", "Petit pain"},
    {"es", "Café", "Panecillo"},    {"he", "קפה", "לחמנייה"},
};

const SampleWords& words_in(std::string_view language) {
    const auto found = std::ranges::find(kSamples, language, &SampleWords::language);
    return found == std::end(kSamples) ? kSamples[0] : *found;
}

/// Ids of nothing that is kept.
class SampleIds final : public pos::Random {
public:
    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(++last_);
    }

private:
    unsigned last_{0};
};

/// What the register makes of a sale, without a store.
class Sample {
public:
    Sample(const ShopSettings& settings, const pos::journal::JournalRow& journal,
           const std::string& cashier, const pos::LocalTime& now)
        : register_{register_setup(settings, journal),
                    {.user = {.id = {}, .name = cashier, .role = pos::people::Role::manager}}},
          stamp_{{}, now} {}

    std::optional<pos::journal::SaleRecord> sell(const std::vector<pos::sale::Item>& goods,
                                                 pos::Currency currency) {
        tell(pos::sale::OpenShift{.opening_float = pos::zero(currency), .business_date = {}});
        for (const auto& item : goods) {
            if (&item == &goods.front()) tell(pos::sale::SetNextQuantity{pos::pieces(2)});
            tell(pos::sale::AddItem{.item = item});
        }
        tell(pos::sale::ExactCash{});
        return std::move(sold_);
    }

private:
    void tell(const pos::sale::Command& command) {
        const auto effects = register_.handle(command, stamp_, ids_);
        if (!effects) return;
        for (const auto& effect : *effects) {
            const auto* store = std::get_if<pos::sale::Store>(&effect);
            if (store == nullptr) continue;
            for (const auto& event : store->events)
                if (const auto* ticket = pos::journal::ticket_of(event)) sold_ = *ticket;
            tell(pos::sale::Stored{.ticket = store->ticket, .grand_total = {}});
        }
    }

    pos::sale::Register register_;
    pos::sale::Stamp stamp_;
    SampleIds ids_;
    std::optional<pos::journal::SaleRecord> sold_;
};

pos::store::StoredItem sample_item(const char* name, std::int64_t price_minor,
                                   const ShopSettings& settings, pos::Currency currency) {
    pos::store::StoredItem stored;
    stored.item.number = name;
    stored.item.name = name;
    stored.item.tax_class = settings.tax_class;
    constexpr std::int64_t kE8 = 100'000'000;
    std::int64_t minor_e8 = kE8;
    for (unsigned i = 0; i < static_cast<unsigned>(currency.exponent); ++i) minor_e8 /= 10;
    stored.item.price = {price_minor * minor_e8, currency};
    return stored;
}

}  // namespace

Outcome<pos::document::Document> sample_receipt(const ShopSettings& settings,
                                                const pos::journal::JournalRow& journal,
                                                const std::string& cashier,
                                                const pos::LocalTime& now) {
    auto taxes = pos::tax::TaxTable::make(settings.taxes);
    if (!taxes) return refuse("The tax table contradicts itself.");
    const auto paperwork = Paperwork::open(settings, journal);
    if (!paperwork) return std::unexpected{paperwork.error()};
    const auto& words = words_in(std::string_view{settings.locale}.substr(0, 2));
    constexpr std::int64_t kCoffee = 280;
    constexpr std::int64_t kBread = 145;
    std::vector<pos::sale::Item> goods;
    for (const auto& [name, price] :
         {std::pair{words.coffee, kCoffee}, std::pair{words.bread, kBread}})
        goods.push_back(
            register_item(sample_item(name, price, settings, journal.currency), *taxes, now.date));
    auto record = Sample{settings, journal, cashier, now}.sell(goods, journal.currency);
    if (!record) return refuse("No receipt could be made of these settings.");
    record->number = journal.branch + "-" + journal.series + "-000001";
    return paperwork->receipt(*record, std::nullopt, 0);
}

}  // namespace app::core
