#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/core/register_service.hpp"
#include "app/till/counter_plan.hpp"
#include "app/till/shell/device_setup.hpp"
#include "app/till/shell/model.hpp"
#include "app/till/till.hpp"
#include "pos/store/reader.hpp"

namespace till {

/// The till's setting of that name, or what else is to be taken.
using TillSettings = std::function<std::string(const char* name, const std::string& otherwise)>;

/// How the till writes figures and dates: as the shop does where it is in the shop's language.
/// English elsewhere is that of Britain, with the day before the month and a clock of 24 hours.
std::string locale_for(const std::string& language, const std::string& shop_locale);
/// How the till looks; `spoken` is the language of a till that was never told one.
shell::Looks read_looks(const Options& options, const TillSettings& setting,
                        const std::string& spoken);
/// The folder of the goods' pictures; empty for a shop that has none.
std::filesystem::path pictures_of(const std::string& db);
/// Which devices the till has.
shell::DeviceSetup read_devices(const Options& options, const TillSettings& setting);
DeviceParticulars read_particulars(const Options& options, const TillSettings& setting);
/// Where backups go; empty for nowhere.
std::filesystem::path backups_of(const std::string& db, const TillSettings& setting);

/// Whether the till works for a head office.
bool is_joined(pos::store::Reader& reader);

/// Whether a sale to practise is offered: nobody has said no, and nothing was sold here yet.
bool offers_practice(const app::core::ShopState& shop, const TillSettings& setting);

/// What a start found that the cashier should know of: a cart that is back, what cannot be read.
std::optional<shell::Said> first_words(const app::core::ShopState& shop, const ui::Texts& texts);

}  // namespace till
