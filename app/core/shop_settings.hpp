#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/catalog/route.hpp"
#include "pos/catalog/scan.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "pos/sale/setup.hpp"
#include "pos/store/reader.hpp"
#include "pos/tax/table.hpp"

namespace app::core {

/// Under which the shop's logo lies: a PNG; missing or empty: none.
inline constexpr std::string_view kLogoSetting = "shop.logo";
/// Under which it lies where the shop is: ISO 3166.
inline constexpr std::string_view kCountrySetting = "shop.country";

/// What a shop is told about itself, beside its goods and people. One record, stored as bytes under
/// the setting "shop".
struct ShopSettings {
    std::string name;
    std::vector<std::string> address;
    std::string tax_number;
    std::vector<std::string> footer;
    std::string locale{"en"};  // of receipts and, at first, of the till: a BCP 47 tag
    pos::pricing::PricingPolicy policy;
    pos::pricing::CashRounding cash;
    std::vector<pos::sale::TenderType> tenders;
    std::vector<std::string> embedded_rules;  // see catalog::parse_rule
    std::vector<std::string> code_routes;     // see catalog::parse_route
    pos::tax::TaxRules taxes;
    std::string tax_class;  // of goods that say none; empty: no tax
    /// Whether receipts have a logo: read_settings() says so. The logo itself is kept apart (see
    /// logo.hpp).
    bool has_logo{false};
    /// ISO 3166; empty: nobody has said. Kept apart likewise, so that tills of before read the
    /// rest.
    std::string country{};
    pos::sale::StockPolicy stock{};  // kept apart too (see stock_policy.hpp)
    bool operator==(const ShopSettings&) const = default;
};

/// What a new shop starts with: no taxes, cash, card and vouchers, the usual in-store labels.
ShopSettings default_settings();

pos::Bytes to_bytes(const ShopSettings& settings);
/// Empty for bytes that no program of ours wrote.
std::expected<ShopSettings, Failure> settings_from(pos::BytesView bytes);

/// The shop's settings, with what head office gives in place of some; those of a new shop if it has
/// none yet.
Outcome<ShopSettings> read_settings(pos::store::Reader& reader);

/// A till's setting that is no business of the shop's: language, theme, size.
Outcome<std::string> read_till_setting(pos::store::Reader& reader, const std::string& name,
                                       std::string otherwise);

/// What the register is told, from the settings and the journal's first entry.
pos::sale::Setup register_setup(const ShopSettings& settings,
                                const pos::journal::JournalRow& journal);

/// What scanned codes are told apart by; a rule that no program of ours wrote is passed over.
struct CodeRules {
    std::vector<pos::catalog::EmbeddedRule> labels;
    std::vector<pos::catalog::CodeRoute> routes;
    pos::Currency currency;  // of the prices on labels
};
CodeRules code_rules(const ShopSettings& settings, pos::Currency currency);

}  // namespace app::core
