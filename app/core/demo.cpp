#include "app/core/demo.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "app/core/countries.hpp"
#include "app/core/embedded.hpp"
#include "app/core/receipt_words.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace app::core {

namespace {

using Fields = std::vector<std::string>;

/// The rows of one of our own files: anything wrong with it is our mistake.
std::vector<Fields> rows_of(std::string_view path) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.path != path) continue;
        auto reader =
            tabular::Reader::open(tabular::memory_input(file.bytes), std::string{path}, {});
        POS_ASSERT(reader.has_value());
        std::vector<Fields> rows;
        tabular::Row row;
        for (;;) {
            const auto more = reader->next(row);
            POS_ASSERT(more.has_value());
            if (!*more) return rows;
            POS_ASSERT(!row.defect);
            rows.emplace_back(row.fields.begin(), row.fields.end());
        }
    }
    POS_ASSERT(false && "a demo file is built in");
    return {};
}

constexpr std::string_view kPictures = "demo/pictures/";

bool has_picture(const std::string& name) {
    return std::ranges::any_of(embedded_files(), [&](const EmbeddedFile& file) {
        return file.path.starts_with(kPictures) && file.path.substr(kPictures.size()) == name;
    });
}

/// The class that food is of in the shop's country, as its table says in English; empty where it
/// does not.
std::string food_class(const std::string& code) {
    const auto country = find_country(code);
    if (!country) return {};
    for (const CountryRate& rate : country->rates) {
        const std::string& words = rate.words.in("en");
        if (words.contains("Food") || words.contains("food")) return rate.tax_class;
    }
    return {};
}

/// A class that the demo's goods name and the country does not: food is taxed as it is there, else
/// as its reduced one, or as its first.
void add_class(ShopSettings& settings, const std::string& code) {
    auto& classes = settings.taxes.classes;
    const auto named = [&](std::string_view wanted) {
        return std::ranges::find(classes, wanted, &pos::tax::TaxClass::code);
    };
    if (named(code) != classes.end()) return;
    const auto food = code == "food" ? named(food_class(settings.country)) : classes.end();
    const auto reduced = food == classes.end() ? named("reduced") : food;
    pos::tax::TaxClass like = reduced == classes.end() ? classes.front() : *reduced;
    like.code = code;
    classes.push_back(std::move(like));
}

/// A file of names by what they are of, in the language of a locale; empty where it has none.
std::map<std::string, std::string> names_of(std::string_view path, std::string_view locale) {
    constexpr std::array<std::string_view, 4> kLanguages{"de", "fr", "es", "he"};
    std::map<std::string, std::string> names;
    const auto language =
        std::ranges::find(kLanguages, locale.substr(0, std::min(locale.find('-'), locale.size())));
    if (language == kLanguages.end()) return names;
    const auto column = static_cast<std::size_t>(language - kLanguages.begin()) + 1;
    const auto rows = rows_of(path);
    for (const Fields& row : rows) names.emplace(row[0], row[column]);
    return names;
}

const std::string& name_in(const std::map<std::string, std::string>& names, const std::string& of,
                           const std::string& otherwise) {
    const auto found = names.find(of);
    return found == names.end() ? otherwise : found->second;
}

/// How many of a currency something costs here that costs one euro or pound: see assets/README.md.
std::int64_t scale_e8(pos::Currency currency) {
    const auto rows = rows_of("demo/scales.csv");
    for (const Fields& row : rows) {
        if (row[0] != pos::code_of(currency)) continue;
        const auto scale = pos::parse_decimal(row[1], 8);
        POS_ASSERT(scale.has_value());
        return *scale;
    }
    return pos::kPriceScale;
}

/// What prices are made with.
struct Pricing {
    pos::Currency currency;
    std::int64_t scale_e8;
    std::int64_t step_e8;  // of the smallest coin
};

Pricing pricing_of(const ShopSettings& settings, pos::Currency currency) {
    const std::int64_t step = std::max<std::int64_t>(settings.cash.step_minor, 1);
    return {currency, scale_e8(currency),
            step * (pos::kPriceScale / pos::minor_per_major(currency))};
}

/// A price as the file has it, in the shop's currency: never nothing.
pos::UnitPrice price_of(const std::string& text, const Pricing& pricing) {
    constexpr unsigned kDecimals = 2;
    const auto hundredths = pos::parse_decimal(text, kDecimals);
    POS_ASSERT(hundredths.has_value());
    const std::int64_t e8 = *hundredths * (pricing.scale_e8 / 100);
    const auto rounded = pos::round_to(e8, pricing.step_e8, pos::RoundingMode::half_away);
    return {std::max(rounded, pricing.step_e8), pricing.currency};
}

}  // namespace

void demo_settings(ShopSettings& settings, const std::string& zone) {
    const auto rows = rows_of("demo/taxes.csv");
    const bool known = std::ranges::any_of(rows, [&](const Fields& row) { return row[0] == zone; });
    std::map<std::string, std::string> classes;
    const bool has_taxes = !settings.taxes.taxes.empty();  // of its country
    for (const Fields& row : rows) {
        if (row[0] != (known ? zone : "*")) continue;
        if (has_taxes) {
            add_class(settings, row[1]);
            continue;
        }
        const auto rate = pos::parse_percent(row[4]);
        const auto from = pos::parse_date(row[6]);
        POS_ASSERT(rate && from);
        const bool there = std::ranges::any_of(settings.taxes.taxes,
                                               [&](const auto& t) { return t.tax.code == row[2]; });
        if (!there) {
            settings.taxes.taxes.push_back(
                {.tax = {.code = row[2], .name = row[3], .rate = *rate, .included = row[5] == "1"},
                 .from = *from});
        }
        settings.taxes.classes.push_back({.code = row[1], .name = row[3], .taxes = {row[2]}});
    }
    if (!has_taxes) settings.tax_class = "standard";
    // A shop that said who it is prints no place that is not there.
    const bool said = !settings.name.empty() || !settings.address.empty() ||
                      !settings.tax_number.empty() || !settings.footer.empty();
    if (said) return;
    settings.name = "Corner Shop";
    settings.address = {"12 Market Street", "Demo Town"};
    settings.footer = {
        std::string{thanks_in(settings.locale.substr(0, settings.locale.find('-')))}};
}

pos::store::Answer<void> put_demo_goods(pos::store::CatalogueWriter& catalogue,
                                        const ShopSettings& settings, pos::Currency currency,
                                        pos::Instant now, pos::Random& random) {
    const auto names = names_of("demo/names.csv", settings.locale);
    const auto departments = names_of("demo/departments.csv", settings.locale);
    const Pricing pricing = pricing_of(settings, currency);
    std::int32_t position = 0;
    std::int64_t favourite = 0;
    std::string department;
    const auto refused = [](const pos::store::db::DbError& error) {
        return std::unexpected{pos::store::to_store_error(error)};
    };
    const auto rows = rows_of("demo/items.csv");
    for (const Fields& row : rows) {
        if (row[3] != department) {
            department = row[3];
            const auto put = catalogue.put(pos::catalog::Department{
                department, name_in(departments, department, department), position, position});
            if (!put) return refused(put.error());
            ++position;
        }
        pos::catalog::Item item{.id = pos::make_ulid(now, random),
                                .number = row[0],
                                .name = name_in(names, row[0], row[2]),
                                .department = department,
                                .tax_class = row[6] == "none" ? std::string{} : row[6],
                                .price = {0, currency},
                                .unit = row[5],
                                .open_price = row[4].empty()};
        if (!item.open_price) item.price = price_of(row[4], pricing);
        if (std::string picture = row[0] + ".png"; has_picture(picture))
            item.picture = std::move(picture);
        if (const auto put = catalogue.put(item); !put) return refused(put.error());
        const auto barcode = pos::catalog::make_barcode(row[1], item.id);
        POS_ASSERT(barcode.has_value());
        if (const auto put = catalogue.put(*barcode); !put) return refused(put.error());
        if (row[7].empty()) continue;
        if (const auto put = catalogue.set_favourite(item.id, ++favourite); !put)
            return refused(put.error());
    }
    return {};
}

void put_demo_pictures(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.path.starts_with(kPictures)) continue;
        std::ofstream out{folder / file.path.substr(kPictures.size()), std::ios::binary};
        out.write(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
    }
}

}  // namespace app::core
