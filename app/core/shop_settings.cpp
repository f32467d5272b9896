#include "app/core/shop_settings.hpp"

#include <boost/serialization/version.hpp>

#include "app/core/given_settings.hpp"
#include "app/core/label_presets.hpp"
#include "app/core/stock_policy.hpp"
#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"

namespace app::core {

namespace {

/// How the settings lie in the database.
struct StoredTender {
    pos::journal::TenderKind kind{pos::journal::TenderKind::cash};
    std::string code;
    std::string name;
    bool needs_reference{false};

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & code & name & needs_reference;
    }
};

struct StoredSettings {
    std::string name;
    std::vector<std::string> address;
    std::string tax_number;
    std::vector<std::string> footer;
    std::string locale;
    pos::pricing::LinePrecision precision{};
    pos::RoundingMode line_mode{};
    pos::RoundingMode discount_mode{};
    pos::RoundingMode tax_mode{};
    pos::tax::TaxScope tax_scope{};
    pos::tax::PricesAre prices{};
    std::int64_t cash_step_minor{1};
    pos::RoundingMode cash_mode{};
    pos::pricing::CashScope cash_scope{};
    std::vector<StoredTender> tenders;
    std::vector<std::string> embedded_rules;
    pos::tax::TaxRules taxes;
    std::string tax_class;
    std::vector<std::string> code_routes;  // since version 1

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & name & address & tax_number & footer & locale;
        archive & precision & line_mode & discount_mode & tax_mode & tax_scope & prices;
        archive & cash_step_minor & cash_mode & cash_scope;
        archive & tenders & embedded_rules & taxes & tax_class;
        if (version >= 1) archive & code_routes;
    }
};

}  // namespace

}  // namespace app::core

BOOST_CLASS_VERSION(app::core::StoredSettings, 1)

namespace app::core {

ShopSettings default_settings() {
    ShopSettings settings;
    settings.tenders = {{pos::journal::TenderKind::cash, "cash", "Cash"},
                        {pos::journal::TenderKind::card, "card", "Card"},
                        {pos::journal::TenderKind::other, "voucher", "Voucher"}};
    set_labels(settings, {});
    return settings;
}

pos::Bytes to_bytes(const ShopSettings& s) {
    StoredSettings stored{.name = s.name,
                          .address = s.address,
                          .tax_number = s.tax_number,
                          .footer = s.footer,
                          .locale = s.locale,
                          .precision = s.policy.precision,
                          .line_mode = s.policy.line_mode,
                          .discount_mode = s.policy.discount_mode,
                          .tax_mode = s.policy.tax_mode,
                          .tax_scope = s.policy.tax_scope,
                          .prices = s.policy.prices,
                          .cash_step_minor = s.cash.step_minor,
                          .cash_mode = s.cash.mode,
                          .cash_scope = s.cash.scope,
                          .embedded_rules = s.embedded_rules,
                          .taxes = s.taxes,
                          .tax_class = s.tax_class,
                          .code_routes = s.code_routes};
    for (const auto& tender : s.tenders) {
        stored.tenders.push_back({tender.kind, tender.code, tender.name, tender.needs_reference});
    }
    return pos::journal::archive::to_bytes(stored);
}

std::expected<ShopSettings, Failure> settings_from(pos::BytesView bytes) {
    auto read = pos::journal::archive::from_bytes<StoredSettings>(bytes);
    if (!read || read->cash_step_minor <= 0) {
        return std::unexpected{Failure{
            FailureKind::environment,
            "The shop's settings cannot be read: they are damaged, or from a newer program.",
            Why::settings_unreadable}};
    }
    ShopSettings s;
    s.name = std::move(read->name);
    s.address = std::move(read->address);
    s.tax_number = std::move(read->tax_number);
    s.footer = std::move(read->footer);
    s.locale = std::move(read->locale);
    s.policy.precision = read->precision;
    s.policy.line_mode = read->line_mode;
    s.policy.discount_mode = read->discount_mode;
    s.policy.tax_mode = read->tax_mode;
    s.policy.tax_scope = read->tax_scope;
    s.policy.prices = read->prices;
    s.cash = {
        .step_minor = read->cash_step_minor, .mode = read->cash_mode, .scope = read->cash_scope};
    for (auto& tender : read->tenders) {
        s.tenders.push_back(
            {tender.kind, std::move(tender.code), std::move(tender.name), tender.needs_reference});
    }
    s.embedded_rules = std::move(read->embedded_rules);
    s.code_routes = std::move(read->code_routes);
    s.taxes = std::move(read->taxes);
    s.tax_class = std::move(read->tax_class);
    return s;
}

namespace {

std::string text_of(const pos::Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Outcome<ShopSettings> read_settings(pos::store::Reader& reader) {
    const auto bytes = reader.catalogue().setting("shop");
    if (!bytes) return std::unexpected{failure(pos::store::to_store_error(bytes.error()))};
    auto settings = *bytes ? settings_from(**bytes) : default_settings();
    if (!settings) return settings;
    const auto given = read_given(reader);
    if (!given) return std::unexpected{given.error()};
    put_over(*settings, *given);
    const auto logo = reader.catalogue().setting(kLogoSetting);
    if (!logo) return std::unexpected{failure(pos::store::to_store_error(logo.error()))};
    settings->has_logo = *logo && !(*logo)->empty();
    const auto country = reader.catalogue().setting(kCountrySetting);
    if (!country) return std::unexpected{failure(pos::store::to_store_error(country.error()))};
    if (*country) settings->country = text_of(**country);
    const auto stock = read_stock_policy(reader);
    if (!stock) return std::unexpected{stock.error()};
    settings->stock = *stock;
    return settings;
}

Outcome<std::string> read_till_setting(pos::store::Reader& reader, const std::string& name,
                                       std::string otherwise) {
    const auto bytes = reader.catalogue().setting("till." + name);
    if (!bytes) return std::unexpected{failure(pos::store::to_store_error(bytes.error()))};
    if (name == "lock_minutes") {
        const auto given = read_given(reader);
        if (!given) return std::unexpected{given.error()};
        if (given->lock_minutes) return std::to_string(*given->lock_minutes);
    }
    if (!*bytes) return otherwise;
    return text_of(**bytes);
}

pos::sale::Setup register_setup(const ShopSettings& settings,
                                const pos::journal::JournalRow& journal) {
    pos::sale::Setup setup;
    setup.branch = journal.branch;
    setup.terminal = journal.terminal;
    setup.zone = journal.zone;
    setup.currency = journal.currency;
    setup.policy = settings.policy;
    setup.cash = settings.cash;
    setup.tenders = settings.tenders;
    setup.stock = settings.stock;
    return setup;
}

CodeRules code_rules(const ShopSettings& settings, pos::Currency currency) {
    CodeRules rules{.currency = currency};
    for (const std::string& text : settings.embedded_rules) {
        if (auto rule = pos::catalog::parse_rule(text)) rules.labels.push_back(std::move(*rule));
    }
    for (const std::string& text : settings.code_routes) {
        if (auto route = pos::catalog::parse_route(text)) rules.routes.push_back(std::move(*route));
    }
    return rules;
}

}  // namespace app::core
