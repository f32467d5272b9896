#include "app/core/given_settings.hpp"

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/store/feed/change.hpp"

namespace app::core {

namespace feed = pos::store::feed;

pos::Bytes to_bytes(const GivenSettings& given) {
    return pos::journal::archive::to_bytes(given);
}

std::optional<GivenSettings> given_from(pos::BytesView bytes) {
    auto read = pos::journal::archive::from_bytes<GivenSettings>(bytes);
    if (!read || (read->cash_step_minor && *read->cash_step_minor <= 0)) return std::nullopt;
    return std::move(*read);
}

std::string given_name(std::string_view branch) {
    std::string name{feed::kGivenSetting};
    if (!branch.empty()) name += "/" + std::string{branch};
    return name;
}

Outcome<GivenSettings> read_given(pos::store::Reader& reader) {
    GivenSettings all;
    for (const std::string_view name : {feed::kGivenToAll, feed::kGivenToBranch}) {
        const auto bytes = reader.catalogue().setting(name);
        if (!bytes) return std::unexpected{failure(pos::store::to_store_error(bytes.error()))};
        auto given = *bytes ? given_from(**bytes) : std::nullopt;
        if (!given) continue;
        const auto take = [](auto& into, auto& from) {
            if (from) into = std::move(from);
        };
        take(all.name, given->name);
        take(all.address, given->address);
        take(all.tax_number, given->tax_number);
        take(all.footer, given->footer);
        take(all.cash_step_minor, given->cash_step_minor);
        take(all.lock_minutes, given->lock_minutes);
    }
    return all;
}

void put_over(ShopSettings& settings, const GivenSettings& given) {
    if (given.name) settings.name = *given.name;
    if (given.address) settings.address = *given.address;
    if (given.tax_number) settings.tax_number = *given.tax_number;
    if (given.footer) settings.footer = *given.footer;
    if (given.cash_step_minor) settings.cash.step_minor = *given.cash_step_minor;
}

}  // namespace app::core
